import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import {
  ArrowLeftRight,
  Landmark,
  LayoutDashboard,
  Link2,
  type LucideIcon,
  Repeat,
  Smartphone,
  ReceiptText,
  Webhook,
} from 'lucide-react'

import type { Product } from '#shared/scopes.ts'

export interface Section {
  readonly path: string
  readonly name: MessageDescriptor
  readonly icon: LucideIcon
  /** What its pages need; null: nothing but a connection. */
  readonly product: Product | null
  /** In the bar at a phone's bottom edge, which has room for three and a menu. */
  readonly onPhone?: true
}

/** What the navigation leads to, in its order. */
const sections: readonly Section[] = [
  {
    path: '/overview',
    name: msg`Overview`,
    icon: LayoutDashboard,
    product: 'transactionreporting',
    onPhone: true,
  },
  {
    path: '/transactions',
    name: msg`Transactions`,
    icon: ArrowLeftRight,
    product: 'transactionreporting',
    onPhone: true,
  },
  {
    path: '/payouts',
    name: msg`Payouts`,
    icon: Landmark,
    product: 'transactionreporting',
    onPhone: true,
  },
  {
    path: '/payments',
    name: msg`Payments`,
    icon: Smartphone,
    product: 'merchantpayments',
  },
  { path: '/subscriptions', name: msg`Subscriptions`, icon: Repeat, product: 'subscriptions' },
  { path: '/invoices', name: msg`Invoices`, icon: ReceiptText, product: 'invoice' },
  { path: '/webhooks', name: msg`Webhooks`, icon: Webhook, product: 'webhooks' },
  { path: '/connection', name: msg`Connection`, icon: Link2, product: null },
]

/** Those of an installation or portal that may ask for these products. */
export function sectionsOf(offered: readonly Product[]): readonly Section[] {
  return sections.filter(({ product }) => product === null || offered.includes(product))
}
