import * as z from 'zod/mini'

import { dayParam, pointParam } from '../../ui/period-params.ts'

/** What the overview is of, in its address. */
export const overviewParams = z.object({ from: dayParam, to: dayParam, point: pointParam })
