import type { QueryClient } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import type { RouteObject } from 'react-router'

import { withWords } from './app/i18n.ts'
import { connectedLoader, connectLoader, homeLoader } from './app/loaders.ts'
import { PublicFrame } from './app/public-frame.tsx'
import { Root } from './app/root.tsx'
import { NotFound, PageMissing, PageProblem, RootProblem } from './app/route-problem.tsx'
import { Shell } from './app/shell.tsx'

/** The pages of a connected merchant, in a tab or inside a portal. Each is a chunk of its own. */
export const pages: readonly RouteObject[] = [
  {
    path: '/overview',
    ErrorBoundary: PageProblem,
    lazy: page(['overview'], async () => {
      // Not waited for: only the chart needs it, and says so where it does not arrive.
      import('./ui/chart-bars.tsx').catch(() => undefined)
      return (await import('./features/overview/page.tsx')).OverviewPage
    }),
  },
  at(
    '/transactions',
    ['transactions'],
    async () => (await import('./features/transactions/page.tsx')).TransactionsPage,
  ),
  at(
    '/payouts',
    ['payouts'],
    async () => (await import('./features/payouts/page.tsx')).PayoutsPage,
  ),
  at(
    '/payouts/:transferId',
    ['payouts'],
    async () => (await import('./features/payouts/detail-page.tsx')).PayoutPage,
  ),
  at(
    '/subscriptions',
    ['subscriptions'],
    async () => (await import('./features/subscriptions/providers-page.tsx')).SubscriptionsPage,
  ),
  at(
    '/subscriptions/:provider',
    ['subscriptions'],
    async () => (await import('./features/subscriptions/agreements-page.tsx')).AgreementsPage,
  ),
  at(
    '/subscriptions/:provider/agreements',
    ['subscriptions'],
    async () => (await import('./features/subscriptions/agreements-page.tsx')).AgreementsPage,
  ),
  {
    path: '/subscriptions/:provider/agreements/new',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['subscriptions'],
      async () =>
        (await import('./features/subscriptions/new-agreement-page.tsx')).NewAgreementPage,
    ),
  },
  at(
    '/subscriptions/:provider/agreements/:id',
    ['subscriptions'],
    async () => (await import('./features/subscriptions/agreement-page.tsx')).AgreementPage,
  ),
  at(
    '/subscriptions/:provider/agreements/:id/charges/:pid',
    ['subscriptions'],
    async () => (await import('./features/subscriptions/charge-page.tsx')).ChargePage,
  ),
  at(
    '/subscriptions/:provider/agreements/:id/one-offs/:pid',
    ['subscriptions'],
    async () => (await import('./features/subscriptions/one-off-page.tsx')).OneOffPage,
  ),
  {
    path: '/subscriptions/:provider/settings',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['subscriptions'],
      async () =>
        (await import('./features/subscriptions/settings-page.tsx')).SubscriptionSettingsPage,
    ),
  },
  at(
    '/subscriptions/:provider/charges/import',
    ['import'],
    async () => (await import('./features/import/charges-page.tsx')).ChargesImportPage,
  ),
  at(
    '/invoices',
    ['invoices'],
    async () => (await import('./features/invoices/list-page.tsx')).InvoicesPage,
  ),
  at('/invoices/new', ['invoices'], async () => {
    // Its due date comes with the page, not after its data.
    void along(() => import('./ui/form-day.tsx'))()
    return (await import('./features/invoices/new-page.tsx')).NewInvoicePage
  }),
  at(
    '/invoices/consents',
    ['invoices'],
    async () => (await import('./features/invoices/consents-page.tsx')).ConsentsPage,
  ),
  at(
    '/invoices/settings',
    ['invoices'],
    async () => (await import('./features/invoices/settings-page.tsx')).InvoiceSettingsPage,
  ),
  at(
    '/invoices/import',
    ['import'],
    async () => (await import('./features/import/invoices-page.tsx')).InvoicesImportPage,
  ),
  at(
    '/payments',
    ['payments'],
    async () => (await import('./features/payments/page.tsx')).PaymentsPage,
  ),
  at(
    '/payments/new',
    ['payments'],
    async () => (await import('./features/payments/new-page.tsx')).NewPaymentPage,
  ),
  at(
    '/payments/points',
    ['payments'],
    async () => (await import('./features/payments/points-page.tsx')).PaymentPointsPage,
  ),
  {
    path: '/payments/:paymentId',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['payments'],
      async () => (await import('./features/payments/payment-page.tsx')).PaymentPage,
    ),
    // Dialogs over the payment: the page looks at the address itself.
    children: [
      { index: true, element: null },
      {
        path: 'refund',
        element: null,
        lazy: along(() => import('./features/payments/refund-dialog.tsx')),
      },
    ],
  },
  at(
    '/invoices/:id',
    ['invoices'],
    async () => (await import('./features/invoices/page.tsx')).InvoicePage,
  ),
  at(
    '/webhooks',
    ['webhooks'],
    async () => (await import('./features/webhooks/list-page.tsx')).WebhooksPage,
  ),
  at(
    '/webhooks/new',
    ['webhooks'],
    async () => (await import('./features/webhooks/new-page.tsx')).NewWebhookPage,
  ),
  at(
    '/webhooks/verify',
    ['webhooks'],
    async () => (await import('./features/webhooks/verify-page.tsx')).VerifyPage,
  ),
  at(
    '/webhooks/:id',
    ['webhooks'],
    async () => (await import('./features/webhooks/page.tsx')).WebhookPage,
  ),
  at(
    '/connection',
    ['connection'],
    async () => (await import('./features/connection/page.tsx')).ConnectionPage,
  ),
  at(
    '/settings',
    ['settings'],
    async () => (await import('./features/settings/page.tsx')).SettingsPage,
  ),
]

/** Every address of the console in a tab of its own. */
export function routes(client: QueryClient): RouteObject[] {
  return [
    {
      Component: Root,
      ErrorBoundary: RootProblem,
      HydrateFallback: () => null,
      children: [
        { path: '/', loader: homeLoader(client), element: null },
        {
          loader: connectedLoader(client),
          // Once inside, a lost connection is a banner over the page, never a way out of it.
          shouldRevalidate: () => false,
          Component: Shell,
          children: [...pages],
        },
        {
          Component: PublicFrame,
          children: [
            {
              path: '/connect',
              loader: connectLoader(client),
              shouldRevalidate: () => false,
              ErrorBoundary: PageProblem,
              lazy: page(
                ['connect'],
                async () => (await import('./features/connect/page.tsx')).ConnectPage,
              ),
            },
            { path: '*', Component: NotFound },
          ],
        },
      ],
    },
  ]
}

// Code that the page itself shows comes together with the page's, not after it.
function along(load: () => Promise<unknown>) {
  return async () => {
    await load().catch(() => undefined)
    return {}
  }
}

// A page with its address, the features whose words it shows, and its code.
function at(
  path: string,
  features: readonly string[],
  load: () => Promise<ComponentType>,
): RouteObject {
  return { path, ErrorBoundary: PageProblem, lazy: page(features, load) }
}

// React Router shows nothing at all where a page's code does not arrive, so that is a page as well.
function page(features: readonly string[], load: () => Promise<ComponentType>) {
  return async () => ({ Component: await withWords(features, load).catch(() => PageMissing) })
}
