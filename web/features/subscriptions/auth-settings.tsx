import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as z from 'zod/mini'

import type { CallbackAuth } from '#shared/mobilepay/subscriptions-request.ts'

import { act } from '../../api/act.ts'
import { setCallbackAuth } from '../../api/subscriptions.ts'
import { Segments } from '../../ui/fields.tsx'
import { TextField } from '../../ui/form-fields.tsx'
import { type Rule, rule, useRules } from '../../ui/form-rules.ts'
import { Form } from '../../ui/form.tsx'
import { tellDone } from '../../ui/notify.ts'
import { useSendForm } from '../../ui/use-send-form.ts'

type Scheme = CallbackAuth['scheme']

/** Sets what MobilePay sends along; the new takes the place of the old. */
export function AuthSettings({ provider }: { provider: string }) {
  const { t } = useLingui()
  const [scheme, setScheme] = useState<Scheme>('basic')
  // What is saved makes room for an empty form.
  const [round, setRound] = useState(0)
  return (
    <div className="form">
      <Segments
        label={t`From now on`}
        value={scheme}
        onChange={setScheme}
        options={[
          { value: 'basic', label: t`User name and password` },
          { value: 'apikey', label: t`API key` },
          { value: 'oauth2', label: t`OAuth 2.0` },
        ]}
      />
      <AuthForm
        key={`${scheme}/${round}`}
        provider={provider}
        scheme={scheme}
        onSaved={() => setRound(round + 1)}
      />
    </div>
  )
}

type Typed = { name: string; secret: string; tokenUrl: string; scope: string }

const blank: Typed = { name: '', secret: '', tokenUrl: '', scope: '' }

interface AuthFormProps {
  readonly provider: string
  readonly scheme: Scheme
  readonly onSaved: () => void
}

function AuthForm({ provider, scheme, onSaved }: AuthFormProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const form = useSendForm<Typed, CallbackAuth, CallbackAuth>({
    name: `callbacks/${provider}/${scheme}`,
    schema: useSchema(scheme),
    initial: blank,
    isSecret: true,
    send: async (auth) => {
      await act(client, () => setCallbackAuth(provider, auth))
      return auth
    },
    // Setting the same again changes nothing.
    isRepeatable: true,
    onDone: () => void tellDone(t`Credentials saved`),
    leave: onSaved,
  })
  const { control } = form
  return (
    <Form
      form={form}
      action={<Trans>Save credentials</Trans>}
      unclear={<Trans>Saving again is safe.</Trans>}
    >
      {scheme === 'apikey' ? null : (
        <TextField
          control={control}
          name="name"
          label={scheme === 'basic' ? t`User name` : t`Client ID`}
          isRequired
        />
      )}
      <TextField
        control={control}
        name="secret"
        label={
          scheme === 'basic' ? t`Password` : scheme === 'apikey' ? t`API key` : t`Client secret`
        }
        isRequired
      />
      {scheme === 'oauth2' ? (
        <>
          <TextField
            control={control}
            name="tokenUrl"
            type="url"
            inputMode="url"
            label={t`Token address`}
            isRequired
          />
          <TextField control={control} name="scope" label={t`Scope (optional)`} />
        </>
      ) : null}
    </Form>
  )
}

// RFC 7235 section 2.1.
const token68 = /^[\w.~+/-]+=*$/

function useSchema(scheme: Scheme): z.ZodMiniType<CallbackAuth, Typed> {
  const { t } = useLingui()
  const rules = useRules()
  const address = rules.address()
  const text = z.string()
  const name: Rule<string> = rule((typed) => {
    const value = typed.trim()
    if (value === '') {
      return { problem: scheme === 'basic' ? t`Fill in the user name.` : t`Fill in the client ID.` }
    }
    // RFC 7617 section 2: the first colon ends the name.
    return scheme === 'basic' && value.includes(':')
      ? { problem: t`A user name cannot have a colon.` }
      : { value }
  })
  const secret = rules.text({ missing: t`Fill in the secret.`, most: 1000 })
  const key: Rule<string> = rule((typed) =>
    token68.test(typed.trim())
      ? { value: typed.trim() }
      : { problem: t`Letters, digits and - . _ ~ + / only, without spaces.` },
  )
  return z.pipe(
    z.object({
      name: scheme === 'apikey' ? text : name,
      secret: scheme === 'apikey' ? key : secret,
      tokenUrl: scheme === 'oauth2' ? address : text,
      scope: rules.optionalText({ most: 255 }),
    }),
    z.transform((typed): CallbackAuth => {
      switch (scheme) {
        case 'basic':
          return { scheme, userName: typed.name, password: typed.secret }
        case 'apikey':
          return { scheme, key: typed.secret }
        case 'oauth2':
          return {
            scheme,
            clientId: typed.name,
            clientSecret: typed.secret,
            tokenUrl: typed.tokenUrl,
            scope: typed.scope,
          }
        default:
          return scheme satisfies never
      }
    }),
  )
}
