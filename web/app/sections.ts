import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { ArrowLeftRight, Link2, type LucideIcon } from 'lucide-react'

import type { Product } from '#shared/scopes.ts'

interface Section {
  readonly path: string
  readonly name: MessageDescriptor
  readonly icon: LucideIcon
  /** What its pages need; null: nothing but a connection. */
  readonly product: Product | null
}

/** What the navigation leads to, in its order. */
export const sections: readonly Section[] = [
  {
    path: '/transactions',
    name: msg`Transactions`,
    icon: ArrowLeftRight,
    product: 'transactionreporting',
  },
  { path: '/connection', name: msg`Connection`, icon: Link2, product: null },
]
