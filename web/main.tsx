import './styles.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import * as z from 'zod/mini'

import { createQueryClient } from './api/query-client.ts'
import { startI18n } from './app/i18n.ts'
import { routes } from './routes.tsx'

// zod would otherwise try `new Function`, which our CSP refuses and reports.
z.config({ jitless: true })

const client = createQueryClient()
// Loaders, the session among them, start here; the language loads beside them.
const router = createBrowserRouter(routes(client))
await startI18n(client)

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
