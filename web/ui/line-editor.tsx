import './line-editor.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { Plus, Trash2 } from 'lucide-react'
import { use, useState } from 'react'
import {
  type FieldValues,
  FormProvider,
  useFieldArray,
  useFormContext,
  useFormState,
  useWatch,
} from 'react-hook-form'

import { type Line, sumOf, totalOf } from '#shared/mobilepay/invoice-lines.ts'

import { Button, IconButton } from './button.tsx'
import { TextField } from './form-fields.tsx'
import { Amount, HomeContext } from './format.tsx'
import { blankLine, type TypedLine, useReadLine } from './line-values.ts'
import { MoneyField } from './money-field.tsx'
import type { SendForm } from './use-send-form.ts'

/** The form around has the lines under this name. */
type WithLines = { lines: TypedLine[] }

interface LineEditorProps<I extends FieldValues & WithLines, O> {
  readonly form: SendForm<I, O>
  /** Whether something may be taken off a line. */
  readonly hasReduction: boolean
}

/** The lines of an invoice, with what each comes to and what all do, while they are typed. */
export function LineEditor<I extends FieldValues & WithLines, O>({
  form,
  hasReduction,
}: LineEditorProps<I, O>) {
  return (
    <FormProvider {...form.handle}>
      <Lines hasReduction={hasReduction} />
    </FormProvider>
  )
}

function Lines({ hasReduction }: { hasReduction: boolean }) {
  const { t } = useLingui()
  const { control } = useFormContext<WithLines>()
  const { currency } = use(HomeContext)
  const { fields, append, remove } = useFieldArray({ control, name: 'lines' })
  const readLine = useReadLine()
  const read = useWatch({ control, name: 'lines' }).map((line) => readLine(line))
  const { total, vat } = sumOf(
    read.flatMap((line) => line ?? []),
    currency,
  )
  return (
    <fieldset className="lines">
      <legend className="label">
        <Trans>Lines</Trans>
      </legend>
      {fields.map(({ id }, index) => {
        const position = index + 1
        return (
          <fieldset key={id} className="line" aria-label={t`Line ${position}`}>
            <TextField control={control} name={`lines.${index}.description`} label={t`What`} />
            <TextField
              control={control}
              name={`lines.${index}.quantity`}
              label={t`Quantity`}
              inputMode="decimal"
            />
            <MoneyField
              control={control}
              name={`lines.${index}.price`}
              label={t`Price each, with VAT`}
            />
            <TextField
              control={control}
              name={`lines.${index}.vatRate`}
              label={t`VAT %`}
              inputMode="decimal"
            />
            <div className="line-end">
              <LineTotal position={position} line={read[index] ?? null} />
              {fields.length > 1 ? (
                <IconButton
                  label={t`Remove line ${position}`}
                  icon={<Trash2 size={16} aria-hidden="true" />}
                  onPress={() => remove(index)}
                />
              ) : null}
            </div>
            <More index={index} hasReduction={hasReduction} />
          </fieldset>
        )
      })}
      <div>
        <Button
          icon={<Plus size={16} aria-hidden="true" />}
          onPress={() => append(blankLine(currency))}
        >
          <Trans>Add a line</Trans>
        </Button>
      </div>
      <output className="line-sums">
        <span className="muted">
          <Trans>
            VAT <Amount money={vat} />
          </Trans>
        </span>
        <b>
          <Trans>
            Total <Amount money={total} />
          </Trans>
        </b>
      </output>
    </fieldset>
  )
}

function LineTotal({ position, line }: { position: number; line: Line | null }) {
  const { t } = useLingui()
  return (
    <output aria-label={t`Total of line ${position}`}>
      {line ? <Amount money={totalOf(line).total} /> : '–'}
    </output>
  )
}

/** What most lines do without. Open where there is something in it, right or wrong. */
function More({ index, hasReduction }: { index: number; hasReduction: boolean }) {
  const { t } = useLingui()
  const { control, getValues } = useFormContext<WithLines>()
  const { errors } = useFormState({ control, name: 'lines' })
  const [isOpen, setIsOpen] = useState(() => {
    const { number, unit, reduction } = getValues('lines')[index] ?? blankLine('DKK')
    return [number, unit, reduction].some((text) => text !== '')
  })
  const { number, unit, reduction } = errors.lines?.[index] ?? {}
  const isWrong = [number, unit, reduction].some((error) => error !== undefined)
  return (
    <details
      className="line-more"
      open={isOpen || isWrong}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary>
        {hasReduction ? (
          <Trans>Article number, unit, reduction</Trans>
        ) : (
          <Trans>Article number, unit</Trans>
        )}
      </summary>
      <div className="line-more-fields">
        <TextField control={control} name={`lines.${index}.number`} label={t`Article number`} />
        <TextField control={control} name={`lines.${index}.unit`} label={t`Unit`} />
        {hasReduction ? (
          <MoneyField
            control={control}
            name={`lines.${index}.reduction`}
            label={t`Taken off the line`}
          />
        ) : null}
      </div>
    </details>
  )
}
