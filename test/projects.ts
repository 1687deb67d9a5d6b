import { join } from 'node:path'

import { playwright } from '@vitest/browser-playwright'
import type { InlineConfig } from 'vitest/node'

import { findChromium } from './support/find-chromium.ts'

const root = join(import.meta.dirname, '..')

/** Found by Vite only while tests run already, which reloads the page under them. */
const componentPackages = [
  'react',
  'react-dom/client',
  'react/jsx-dev-runtime',
  'react-router',
  'react-aria-components',
  'react-hook-form',
  '@hookform/resolvers/standard-schema',
  '@internationalized/date',
  'lucide-react',
  '@lingui/core',
  '@lingui/react',
  'd3-array',
  'd3-scale',
  'd3-shape',
  '@tanstack/react-query',
  'zod/mini',
  'vitest-browser-react',
]

/** Minutes of browsers, for `pnpm test:full` and `pnpm gates`; each has a short sibling below. */
const longTests = [
  'test/e2e/embed/**',
  'test/e2e/console/routes.test.ts',
  'test/e2e/payments/capture.test.ts',
  'test/e2e/subscriptions/lost-answers.test.ts',
  'test/web/frame/accessible.test.ts',
  // `pnpm conformance` runs them, and prints a line for each number.
  'test/conformance/checklist/**',
]

/** Where there are tests; a build knows nothing of them. */
export function testProjects(): InlineConfig {
  let chromium: string
  try {
    chromium = findChromium()
  } catch (error) {
    if (!(error instanceof Error)) throw error
    // Without a browser its tests fail, each by name and with these words; all others run.
    chromium = error.message
  }
  return {
    root,
    // Tests wait more than they compute: Vitest's own choice would leave one of two cores idle.
    maxWorkers: 2,
    // `pnpm coverage`: what decides over tokens has no line and no branch that nothing tests.
    coverage: {
      provider: 'v8',
      reportsDirectory: 'node_modules/.cache/coverage',
      reporter: ['text'],
      include: ['bff/oidc/**', 'bff/session/**', 'bff/refresh/**', 'bff/upstream/**'],
      thresholds: { 100: true },
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          root,
          include: ['test/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...(process.env['FULL'] === '1' ? [] : longTests)],
          globalSetup: 'test/support/build.ts',
          setupFiles: ['test/support/judged-requests.ts', 'test/support/canary-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      // Components alone, in a real browser: layout, focus and Intl are what they are there.
      {
        extends: true,
        optimizeDeps: { include: componentPackages },
        test: {
          name: 'components',
          // One page at a time, and nothing beside it: a page behind another is not drawn, and what
          // is not drawn cannot be pointed at.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          root,
          include: ['test/web/components/**/*.test.tsx'],
          setupFiles: 'test/web/components/setup.ts',
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1280, height: 800 },
            provider: playwright({
              launchOptions: {
                executablePath: chromium,
                args: [
                  '--no-sandbox',
                  '--disable-gpu',
                  '--disable-quic',
                  '--disable-background-networking',
                ],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  }
}
