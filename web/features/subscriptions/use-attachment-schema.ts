import { useLingui } from '@lingui/react/macro'
import * as z from 'zod/mini'

import { longestText } from '#shared/mobilepay/subscriptions-request.ts'

import { useRules } from '../../ui/form-rules.ts'
import { useLinesSchema } from '../../ui/line-values.ts'
import {
  documents,
  type ReadAttachment,
  type ReadDetails,
  type TypedAttachment,
} from './attachment-values.ts'

type TypedDetails = Pick<TypedAttachment, 'title' | 'number' | 'comment' | 'lines'>

/** From the form to what the customer sees; what is hidden in it does not count. */
export function useAttachmentSchema(): z.ZodMiniType<ReadAttachment, TypedAttachment> {
  const { t } = useLingui()
  const rules = useRules()
  const address = z.object({ address: rules.address() })
  const details: z.ZodMiniType<ReadDetails, TypedDetails> = z.object({
    title: rules.text({ missing: t`Give it a title.`, most: longestText }),
    number: rules.optionalText({ most: 60 }),
    comment: rules.optionalText({ most: 1000 }),
    lines: useLinesSchema(),
  })
  return z.pipe(
    z.object({
      document: rules.choice(documents, t`Choose what the customer can open.`),
      address: z.string(),
      hasDetails: z.boolean(),
      title: z.string(),
      number: z.string(),
      comment: z.string(),
      lines: z.custom<TypedAttachment['lines']>(),
    }),
    z.transform((typed, context): ReadAttachment => {
      const isOwn = typed.document === 'own'
      const readAddress = isOwn ? z.safeParse(address, typed) : null
      const readDetails = isOwn && !typed.hasDetails ? null : z.safeParse(details, typed)
      const issues = [...(readAddress?.error?.issues ?? []), ...(readDetails?.error?.issues ?? [])]
      if (issues.length > 0) {
        for (const { path, message } of issues) {
          context.issues.push({ code: 'custom', input: typed, path: [...path], message })
        }
        return z.NEVER
      }
      return {
        document: typed.document,
        address: readAddress?.data?.address ?? null,
        details: readDetails?.data ?? null,
      }
    }),
  )
}
