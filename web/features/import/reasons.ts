import { useLingui } from '@lingui/react/macro'

import { reasonOf } from '../../ui/invoice-reasons.ts'
import type { RowState } from './job.ts'

type Refused = Extract<RowState, { readonly state: 'refused' }>

/** Why MobilePay refused a row: in our words where its code is known, else in its own. */
export function useReason(): (outcome: Refused) => string | null {
  const { t } = useLingui()
  return ({ reason, code = null }) => {
    const known = reasonOf(code)
    return known === null ? reason : t(known.text)
  }
}
