import { Trans } from '@lingui/react/macro'

import { commandKey } from './keys.ts'

/** What the keyboard can do everywhere. */
export function Shortcuts() {
  return (
    <dl className="shortcuts">
      <div>
        <dt>
          <kbd>{commandKey}</kbd> <kbd>K</kbd>
        </dt>
        <dd>
          <Trans>Go to a page, or open something by its number</Trans>
        </dd>
      </div>
      <div>
        <dt>
          <kbd>/</kbd>
        </dt>
        <dd>
          <Trans>Search on this page</Trans>
        </dd>
      </div>
      <div>
        <dt>
          <kbd>?</kbd>
        </dt>
        <dd>
          <Trans>Show these shortcuts</Trans>
        </dd>
      </div>
      <div>
        <dt>
          <kbd>Esc</kbd>
        </dt>
        <dd>
          <Trans>Close what is open</Trans>
        </dd>
      </div>
      <div>
        <dt>
          <kbd>F6</kbd>
        </dt>
        <dd>
          <Trans>Go to the notifications, and back</Trans>
        </dd>
      </div>
    </dl>
  )
}
