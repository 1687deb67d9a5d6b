import { useLingui } from '@lingui/react/macro'
import * as z from 'zod/mini'

import { type Rule, rule } from '../../ui/form-rules.ts'

/** The same rule for a field that may be left empty, which is null. */
export function optional<T>(needed: Rule<T>): Rule<T | null> {
  return rule((text): { value: T | null } | { problem: string } => {
    if (text.trim() === '') return { value: null }
    const read = z.safeParse(needed, text)
    return read.success ? { value: read.data } : { problem: read.error.issues[0]?.message ?? '' }
  })
}

const longestAddress = 2000

/** An https address, which is all that MobilePay takes. */
export function useAddressRule(): Rule<string> {
  const { t } = useLingui()
  return rule((text) => {
    const address = URL.parse(text.trim())
    return address?.protocol === 'https:' && address.href.length <= longestAddress
      ? { value: text.trim() }
      : { problem: t`Write a whole address that starts with https://.` }
  })
}
