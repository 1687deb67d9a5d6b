import './framed.css'
import type { QueryClient } from '@tanstack/react-query'
import { createMemoryRouter, redirect, type RouteObject } from 'react-router'
import { RouterProvider } from 'react-router/dom'

import { Skeleton } from '../../ui/skeleton.tsx'
import { NotFound } from '../route-problem.tsx'
import { sectionsOf } from '../sections.ts'
import { FramedProblem, FramedRoot } from './root.tsx'
import { FramedShell } from './shell.tsx'
import { StageContext } from './stage-context.ts'
import { openStage } from './stage.ts'

/**
 * The console inside a portal's page; undefined where there is no portal around.
 *
 * Its addresses are in memory only: in the frame's history each would be a step of the portal's
 * back button.
 */
export async function startFramed(client: QueryClient, pages: readonly RouteObject[]) {
  document.documentElement.dataset['framed'] = ''
  const opening = await openStage(client)
  if (opening === undefined) return undefined
  const { stage, path, steer } = opening
  // The first page that this portal may show.
  const home = sectionsOf(stage.frame.scopes)[0]?.path ?? '/connection'
  const router = createMemoryRouter(
    [
      {
        Component: FramedRoot,
        ErrorBoundary: FramedProblem,
        HydrateFallback: () => null,
        children: [
          // Connecting has no address of its own here: it stands in for the page that needs it.
          ...['/', '/connect'].map((from) => ({
            path: from,
            loader: () => redirect(home),
            element: null,
          })),
          {
            Component: FramedShell,
            children: [
              // Each with a fallback of its own: the shell need not wait for the first page's code.
              ...pages.map((page) => ({ ...page, HydrateFallback: () => <Skeleton rows={6} /> })),
              { path: '*', Component: NotFound },
            ],
          },
        ],
      },
    ],
    { initialEntries: [path] },
  )
  steer((next) => void router.navigate(next))
  return (
    <StageContext value={stage}>
      <RouterProvider router={router} />
    </StageContext>
  )
}
