import { Trans, useLingui } from '@lingui/react/macro'
import { LockKeyhole } from 'lucide-react'
import { type ComponentProps, lazy, Suspense, use, useState } from 'react'

import type { Product } from '#shared/scopes.ts'

import { Button } from './button.tsx'
import { GrantsContext } from './grants.ts'
import { NoPermission } from './problem-view.tsx'

const Dialog = lazy(async () => ({ default: (await import('./dialog.tsx')).Dialog }))

/**
 * A button whose act needs a product. Without it a lock says so, and a press asks for the permission
 * instead; what was typed before is there again afterwards, if the form keeps it (drafts.ts).
 */
export function PermissionButton({
  product,
  ...button
}: ComponentProps<typeof Button> & { product: Product }) {
  const { t } = useLingui()
  const isGranted = use(GrantsContext).includes(product)
  const [isAsking, setIsAsking] = useState(false)
  if (isGranted) return <Button {...button} />
  return (
    <>
      <Button
        {...button}
        type="button"
        icon={<LockKeyhole size={16} aria-label={t`needs permission`} />}
        onPress={() => setIsAsking(true)}
      />
      {isAsking ? (
        <Suspense>
          <Dialog title={<Trans>Permission</Trans>} onClose={() => setIsAsking(false)}>
            <NoPermission product={product} />
          </Dialog>
        </Suspense>
      ) : null}
    </>
  )
}
