import './form.css'
import { Plural, Trans } from '@lingui/react/macro'
import { type ReactNode, use } from 'react'
import type { FieldValues } from 'react-hook-form'

import { Button } from './button.tsx'
import { fieldId, FormContext } from './form-context.ts'
import { Trail, Words } from './problem-view.tsx'
import { CuresContext, isEnded, type Problem } from './problem.ts'
import { productTexts } from './products.tsx'
import { Banner } from './surface.tsx'
import type { SendForm } from './use-send-form.ts'

interface FormProps<I extends FieldValues, O> {
  readonly form: SendForm<I, O>
  /** The act, with its amount: "Refund 250,00 kr." */
  readonly action: ReactNode
  readonly look?: 'primary' | 'danger'
  /** Beside the button. */
  readonly extra?: ReactNode
  /** What is not known after an unclear send, and that trying again is safe or must wait. */
  readonly unclear: ReactNode
  readonly children: ReactNode
}

/** A form and all that can be said about its sending; the fields are from form-fields.tsx. */
export function Form<I extends FieldValues, O>(props: FormProps<I, O>) {
  const { form, action, look = 'primary', extra, unclear, children } = props
  const { phase } = form
  const isLocked = phase.name === 'sending' || phase.name === 'unclear' || phase.name === 'done'
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        form.submit()
      }}
    >
      <ErrorSummary form={form} />
      <FormContext value={{ id: form.id, isLocked }}>{children}</FormContext>
      {phase.name === 'refused' ? <Refused problem={phase.problem} text={phase.text} /> : null}
      {phase.name === 'sending' && phase.isRepeat ? (
        <output className="muted">
          <Trans>No clear answer yet. Asking again; it still counts once.</Trans>
        </output>
      ) : null}
      {phase.name === 'unclear' ? (
        <Unclear form={form} text={unclear} action={action} />
      ) : (
        <div className="form-actions">
          <Button type="submit" look={look} isPending={phase.name === 'sending'}>
            {action}
          </Button>
          {extra}
        </div>
      )}
    </form>
  )
}

function Refused({ problem, text }: { problem: Problem; text: string | null }) {
  return (
    <Banner tone="bad" live action={<Cure problem={problem} />}>
      <p>{text ?? <Words problem={problem} />}</p>
      <Trail problem={problem} />
    </Banner>
  )
}

/** The way back to a form whose connection or permission is missing; what was typed is kept. */
function Cure({ problem }: { problem: Problem }) {
  const { reconnect, grant } = use(CuresContext)
  const product = productTexts.find((texts) => texts.product === problem.scope)?.product
  if (isEnded(problem)) {
    return (
      <Button onPress={reconnect}>
        <Trans>Reconnect</Trans>
      </Button>
    )
  }
  return problem.code === 'scope_missing' && product ? (
    <Button onPress={() => grant(product)}>
      <Trans>Grant access</Trans>
    </Button>
  ) : null
}

function Unclear<I extends FieldValues, O>({
  form,
  text,
  action,
}: {
  form: SendForm<I, O>
  text: ReactNode
  action: ReactNode
}) {
  const { phase } = form
  if (phase.name !== 'unclear') return null
  const { problem, isAbsent, isSpent, isLooking } = phase
  const mayRepeat = form.isRepeatable && !isSpent
  return (
    <>
      <Banner
        tone="warn"
        live
        action={problem && isEnded(problem) ? <Cure problem={problem} /> : null}
      >
        <p>
          <b>
            <Trans>It is not known whether this happened.</Trans>
          </b>{' '}
          {problem ? <Words problem={problem} /> : null}
        </p>
        <p>{text}</p>
        {isAbsent ? (
          <p>
            <Trans>MobilePay was asked again and shows nothing of it so far.</Trans>
          </p>
        ) : null}
        {problem ? <Trail problem={problem} /> : null}
      </Banner>
      <div className="form-actions">
        <Button look="primary" onPress={form.goOn} isPending={isLooking}>
          {mayRepeat || isAbsent ? (
            <Trans>Try again: {action}</Trans>
          ) : (
            <Trans>Look whether it happened</Trans>
          )}
        </Button>
        {isAbsent || !mayRepeat ? (
          <Button onPress={form.startOver}>
            <Trans>Start over</Trans>
          </Button>
        ) : null}
      </div>
    </>
  )
}

/** What is wrong, with links to where; for more than one mistake. */
function ErrorSummary<I extends FieldValues, O>({ form }: { form: SendForm<I, O> }) {
  const { errors, submitCount } = form.handle.formState
  const mistakes = leaves(errors, '')
  if (submitCount === 0 || mistakes.length < 2) return null
  return (
    <Banner tone="bad">
      <p>
        <b>
          <Plural
            value={mistakes.length}
            one="One field needs another look."
            other="# fields need another look."
          />
        </b>
      </p>
      <ul className="mistakes">
        {mistakes.map(({ name, text }) => (
          <li key={name}>
            <a
              href={`#${fieldId(form.id, name)}`}
              onClick={(event) => {
                event.preventDefault()
                focusOn(fieldId(form.id, name))
              }}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </Banner>
  )
}

/** The control itself, or the first part of one that has several. */
function focusOn(id: string): void {
  const place = document.getElementById(id)
  const part = place?.querySelector<HTMLElement>('[tabindex], input, button')
  const target = place?.matches('input, select, textarea') ? place : part
  target?.focus()
}

function leaves(node: unknown, path: string): { name: string; text: string }[] {
  if (typeof node !== 'object' || node === null) return []
  const { message, type }: { message?: unknown; type?: unknown } = node
  if (typeof message === 'string' && typeof type === 'string')
    return [{ name: path, text: message }]
  return Object.entries(node).flatMap(([name, child]: [string, unknown]) =>
    name === 'ref' ? [] : leaves(child, path === '' ? name : `${path}.${name}`),
  )
}
