import { Trans } from '@lingui/react/macro'

import { sandboxTokens } from '#shared/embed.ts'

/** What may be missing in an iframe that a portal wrote itself: nobody can see it from in here. */
export function SandboxHelp({ portal }: { portal: string }) {
  return (
    <details className="more-help">
      <summary>
        <Trans>For the developers of {portal}</Trans>
      </summary>
      <p>
        <Trans>
          If this page stands in an iframe with a sandbox attribute, that needs all of these:
        </Trans>
      </p>
      <ul>
        {sandboxTokens.map((token) => (
          <li key={token}>
            <code>{token}</code>
          </li>
        ))}
      </ul>
    </details>
  )
}
