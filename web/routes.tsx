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
  {
    path: '/transactions',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['transactions'],
      async () => (await import('./features/transactions/page.tsx')).TransactionsPage,
    ),
  },
  {
    path: '/payouts',
    ErrorBoundary: PageProblem,
    lazy: page(['payouts'], async () => (await import('./features/payouts/page.tsx')).PayoutsPage),
  },
  {
    path: '/payouts/:transferId',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['payouts'],
      async () => (await import('./features/payouts/detail-page.tsx')).PayoutPage,
    ),
  },
  {
    path: '/subscriptions',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['subscriptions'],
      async () => (await import('./features/subscriptions/providers-page.tsx')).SubscriptionsPage,
    ),
  },
  {
    path: '/subscriptions/:provider',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['subscriptions'],
      async () => (await import('./features/subscriptions/agreements-page.tsx')).AgreementsPage,
    ),
  },
  {
    path: '/subscriptions/:provider/agreements',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['subscriptions'],
      async () => (await import('./features/subscriptions/agreements-page.tsx')).AgreementsPage,
    ),
  },
  {
    path: '/subscriptions/:provider/agreements/new',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['subscriptions'],
      async () =>
        (await import('./features/subscriptions/new-agreement-page.tsx')).NewAgreementPage,
    ),
  },
  {
    path: '/subscriptions/:provider/agreements/:id',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['subscriptions'],
      async () => (await import('./features/subscriptions/agreement-page.tsx')).AgreementPage,
    ),
  },
  {
    path: '/subscriptions/:provider/agreements/:id/charges/:pid',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['subscriptions'],
      async () => (await import('./features/subscriptions/charge-page.tsx')).ChargePage,
    ),
  },
  {
    path: '/subscriptions/:provider/agreements/:id/one-offs/:pid',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['subscriptions'],
      async () => (await import('./features/subscriptions/one-off-page.tsx')).OneOffPage,
    ),
  },
  {
    path: '/subscriptions/:provider/settings',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['subscriptions'],
      async () =>
        (await import('./features/subscriptions/settings-page.tsx')).SubscriptionSettingsPage,
    ),
  },
  {
    path: '/subscriptions/:provider/charges/import',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['import'],
      async () => (await import('./features/import/charges-page.tsx')).ChargesImportPage,
    ),
  },
  {
    path: '/invoices',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['invoices'],
      async () => (await import('./features/invoices/list-page.tsx')).InvoicesPage,
    ),
  },
  {
    path: '/invoices/new',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['invoices'],
      async () => (await import('./features/invoices/new-page.tsx')).NewInvoicePage,
    ),
  },
  {
    path: '/invoices/consents',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['invoices'],
      async () => (await import('./features/invoices/consents-page.tsx')).ConsentsPage,
    ),
  },
  {
    path: '/invoices/settings',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['invoices'],
      async () => (await import('./features/invoices/settings-page.tsx')).InvoiceSettingsPage,
    ),
  },
  {
    path: '/invoices/import',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['import'],
      async () => (await import('./features/import/invoices-page.tsx')).InvoicesImportPage,
    ),
  },
  {
    path: '/payments',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['payments'],
      async () => (await import('./features/payments/page.tsx')).PaymentsPage,
    ),
  },
  {
    path: '/payments/new',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['payments'],
      async () => (await import('./features/payments/new-page.tsx')).NewPaymentPage,
    ),
  },
  {
    path: '/payments/points',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['payments'],
      async () => (await import('./features/payments/points-page.tsx')).PaymentPointsPage,
    ),
  },
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
  {
    path: '/invoices/:id',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['invoices'],
      async () => (await import('./features/invoices/page.tsx')).InvoicePage,
    ),
  },
  {
    path: '/webhooks',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['webhooks'],
      async () => (await import('./features/webhooks/list-page.tsx')).WebhooksPage,
    ),
  },
  {
    path: '/webhooks/new',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['webhooks'],
      async () => (await import('./features/webhooks/new-page.tsx')).NewWebhookPage,
    ),
  },
  {
    path: '/webhooks/verify',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['webhooks'],
      async () => (await import('./features/webhooks/verify-page.tsx')).VerifyPage,
    ),
  },
  {
    path: '/webhooks/:id',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['webhooks'],
      async () => (await import('./features/webhooks/page.tsx')).WebhookPage,
    ),
  },
  {
    path: '/connection',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['connection'],
      async () => (await import('./features/connection/page.tsx')).ConnectionPage,
    ),
  },
  {
    path: '/settings',
    ErrorBoundary: PageProblem,
    lazy: page(
      ['settings'],
      async () => (await import('./features/settings/page.tsx')).SettingsPage,
    ),
  },
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

// React Router shows nothing at all where a page's code does not arrive, so that is a page as well.
function page(features: readonly string[], load: () => Promise<ComponentType>) {
  return async () => ({ Component: await withWords(features, load).catch(() => PageMissing) })
}
