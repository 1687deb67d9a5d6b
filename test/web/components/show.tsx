import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import type { ReactNode } from 'react'
import { I18nProvider as AriaI18nProvider } from 'react-aria-components'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { render } from 'vitest-browser-react'

import { type Cures, CuresContext } from '../../../web/ui/problem.ts'

interface Surroundings {
  readonly cures?: Partial<Cures>
}

const nothing = () => {}

/** Renders what a page would render, within what each page has around it. */
export async function show(children: ReactNode, { cures }: Surroundings = {}) {
  const all = { reconnect: nothing, grant: nothing, grantAll: nothing, ...cures }
  const router = createMemoryRouter([
    {
      path: '*',
      element: (
        <I18nProvider i18n={i18n}>
          <AriaI18nProvider locale="en-GB">
            <CuresContext value={all}>{children}</CuresContext>
          </AriaI18nProvider>
        </I18nProvider>
      ),
    },
  ])
  return render(<RouterProvider router={router} />)
}
