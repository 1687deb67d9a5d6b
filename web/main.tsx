import './styles.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import * as z from 'zod/mini'

import { createQueryClient } from './api/query-client.ts'
import { startI18n } from './app/i18n.ts'
import { preloadPages } from './app/preload.ts'
import { pages, routes } from './routes.tsx'

// zod would otherwise try `new Function`, which our CSP refuses and reports.
z.config({ jitless: true })

const client = createQueryClient()

async function startTab(): Promise<ReactNode> {
  // Loaders, the session among them, start here; the language loads beside them.
  const router = createBrowserRouter(routes(client))
  await startI18n(client)
  return <RouterProvider router={router} />
}

async function start(): Promise<void> {
  // Only the document of a portal's iframe has it (bff/routes/console.ts).
  const isFramed = document.querySelector('meta[name="mpc-embed"]') !== null
  const framed = isFramed ? await import('./app/framed/start.tsx') : undefined
  const content = framed ? await framed.startFramed(client, pages) : await startTab()
  // That document in a tab of its own.
  if (content === undefined) return location.replace('/')
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  preloadPages(pages)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>{content}</QueryClientProvider>
    </StrictMode>,
  )
}

// Not awaited: what a portal needs is a chunk that in turn waits for this module.
void start()
