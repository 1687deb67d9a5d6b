import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import * as z from 'zod/mini'

import type { OneOff } from '#shared/mobilepay/charges.ts'

import { act as actOnce } from '../../api/act.ts'
import {
  cancelOneOff,
  captureOneOff,
  type PaymentPlace,
  readOneOff,
} from '../../api/subscription-payments.ts'
import { rereadAgreement } from '../../api/subscriptions.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form } from '../../ui/form.tsx'
import { useFormat } from '../../ui/format.tsx'
import { tellDone } from '../../ui/notify.ts'
import { useSendForm } from '../../ui/use-send-form.ts'
import { OneOffPill } from './words.tsx'

interface OneOffDialogProps {
  readonly place: PaymentPlace
  readonly oneOff: OneOff
  readonly act: 'capture' | 'cancel'
  readonly onClose: () => void
}

/** Takes the reserved money of a one-off, or gives it free. */
export function OneOffDialog(props: OneOffDialogProps) {
  const { oneOff, act, onClose } = props
  const { status } = oneOff
  const isOpen = status === 'Reserved' || (act === 'cancel' && status === 'Requested')
  const title = act === 'capture' ? <Trans>Capture</Trans> : <Trans>Cancel the one-off</Trans>
  return (
    <Dialog title={title} onClose={onClose}>
      {isOpen ? (
        <ActForm {...props} />
      ) : (
        <p>
          <Trans>This is not possible any more. The one-off is:</Trans>{' '}
          <OneOffPill status={status} />
        </p>
      )}
    </Dialog>
  )
}

const nothing = z.object({})

function ActForm({ place, oneOff, act, onClose }: OneOffDialogProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const amount = useFormat().money(oneOff.amount)
  const isCapture = act === 'capture'
  const form = useSendForm({
    name: `one-off/${place.payment}/${act}`,
    schema: nothing,
    initial: {},
    send: async () => {
      await actOnce(client, () => (isCapture ? captureOneOff(place) : cancelOneOff(place)))
      return oneOff
    },
    reread: async () => {
      const now = await actOnce(client, () => readOneOff(place))
      return now.status === (isCapture ? 'Captured' : 'Canceled') ? now : null
    },
    explain: ({ status }) =>
      status === 409
        ? { text: t`MobilePay refused it: the one-off is in another state by now.` }
        : null,
    onDone: () => {
      void tellDone(isCapture ? t`Captured ${amount}` : t`One-off cancelled`)
      void rereadAgreement(client, place)
    },
    leave: onClose,
  })
  return (
    <Form
      form={form}
      look={isCapture ? 'primary' : 'danger'}
      action={
        isCapture ? <Trans>Capture {amount}</Trans> : <Trans>Cancel the one-off of {amount}</Trans>
      }
      extra={
        <Button onPress={onClose}>
          {isCapture ? <Trans>Close</Trans> : <Trans>Keep it</Trans>}
        </Button>
      }
      unclear={
        <Trans>It was sent, but no clear answer came back. Look first what became of it.</Trans>
      }
    >
      <p>
        {isCapture ? (
          <Trans>
            A one-off is captured as a whole. Capturing cannot be undone, only refunded.
          </Trans>
        ) : oneOff.status === 'Reserved' ? (
          <Trans>The customer gets the whole amount back at once. This cannot be undone.</Trans>
        ) : (
          <Trans>The customer cannot approve it any more. This cannot be undone.</Trans>
        )}
      </p>
    </Form>
  )
}
