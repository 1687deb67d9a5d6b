import { Trans } from '@lingui/react/macro'
import { Link } from 'react-router'

import { Dialog } from '../../ui/dialog.tsx'
import { Shortcuts } from '../../ui/shortcuts.tsx'

/** The keyboard's help, over any page. */
export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={<Trans>Keyboard shortcuts</Trans>} onClose={onClose}>
      <Shortcuts />
      <p className="help">
        <Link to="/settings" onClick={onClose}>
          <Trans>Turn single keys off</Trans>
        </Link>
      </p>
    </Dialog>
  )
}
