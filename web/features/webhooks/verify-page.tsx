import '../../ui/form.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'

import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/fields.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Banner } from '../../ui/surface.tsx'
import { BackToWebhooks } from './back-to-webhooks.tsx'
import { type Delivery, type Mismatch, verifyDelivery } from './signature.ts'

const blank: Delivery = { url: '', body: '', key: '', signature: '' }

/** Checks the signature of a delivery that somebody pastes; nothing of it leaves the browser. */
export function VerifyPage() {
  const { t } = useLingui()
  const [delivery, setDelivery] = useState(blank)
  const [result, setResult] = useState<'match' | Mismatch | null>(null)
  const [wasSent, setWasSent] = useState(false)
  const set = (name: keyof Delivery) => (value: string) => {
    setDelivery({ ...delivery, [name]: value })
    setResult(null)
  }
  const missing = (name: keyof Delivery) =>
    wasSent && delivery[name].trim() === '' ? t`Fill this in.` : null
  const check = async () => {
    setWasSent(true)
    if (Object.values(delivery).some((value: string) => value.trim() === '')) return
    setResult(await verifyDelivery(delivery))
  }
  return (
    <>
      <BackToWebhooks />
      <PageHeader title={t`Check a delivery`} />
      <p className="lead">
        <Trans>
          Paste what your system received, and see whether MobilePay signed it. It is worked out in
          this browser; nothing is sent.
        </Trans>
      </p>
      <form
        className="card form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void check()
        }}
      >
        <TextField
          label={t`Signature`}
          value={delivery.signature}
          onChange={set('signature')}
          help={t`The header x-mobilepay-signature.`}
          error={missing('signature')}
        />
        <TextField
          label={t`Address of the webhook`}
          value={delivery.url}
          onChange={set('url')}
          help={t`As the list of webhooks shows it.`}
          error={missing('url')}
        />
        <TextField
          label={t`Body`}
          value={delivery.body}
          onChange={set('body')}
          isLong
          error={missing('body')}
        />
        <TextField
          label={t`Signature key`}
          value={delivery.key}
          onChange={set('key')}
          help={t`On the webhook’s own page. It is forgotten when you leave this one.`}
          error={missing('key')}
        />
        <div className="form-actions">
          <Button type="submit" look="primary">
            <Trans>Check the signature</Trans>
          </Button>
        </div>
        {result === null ? null : <Result result={result} />}
      </form>
    </>
  )
}

function Result({ result }: { result: 'match' | Mismatch }) {
  return (
    <Banner tone={result === 'match' ? 'ok' : 'bad'} live>
      <p>
        <b>
          {result === 'match' ? (
            <Trans>The signature matches: MobilePay sent this.</Trans>
          ) : (
            <Trans>The signature does not match.</Trans>
          )}
        </b>{' '}
        <Reason result={result} />
      </p>
    </Banner>
  )
}

function Reason({ result }: { result: 'match' | Mismatch }) {
  switch (result) {
    case 'match':
      return null
    case 'other_url':
      return (
        <Trans>
          It would with another spelling of the address. Use the address as MobilePay returns it:
          scheme and host in lower case, and the last slash just as it is there.
        </Trans>
      )
    case 'white_space':
      return (
        <Trans>
          It was made over the body with its white space. MobilePay leaves out all white space, so
          this was signed by somebody else, or by your own test.
        </Trans>
      )
    case 'not_base64':
      return (
        <Trans>
          It has not the form of a signature: 28 characters of Base64. Copy the whole header.
        </Trans>
      )
    case 'unknown':
      return (
        <Trans>
          The key or the body is another one: a webhook made anew has a new key, and a body that was
          parsed and written again may differ in more than white space.
        </Trans>
      )
    default:
      return result satisfies never
  }
}
