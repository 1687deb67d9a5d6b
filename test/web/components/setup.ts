import '../../../web/styles.css'
import { i18n } from '@lingui/core'
import * as z from 'zod/mini'

import { messages } from '../../../web/locales/en.po'

// As main.tsx does; each test file has a page of its own.
z.config({ jitless: true })
i18n.load('en', messages)
i18n.activate('en')
