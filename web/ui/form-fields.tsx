import { Check, ChevronDown } from 'lucide-react'
import { lazy, type ReactNode, Suspense, use } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components'
import {
  type Control,
  type FieldPathByValue,
  type FieldValues,
  useController,
} from 'react-hook-form'

import { FieldShell } from './field-shell.tsx'
import { TextField as PlainTextField, type TextFieldProps } from './fields.tsx'
import { fieldId, FormContext } from './form-context.ts'

const DayInput = lazy(async () => ({ default: (await import('./form-day.tsx')).DayInput }))

/** A field of the form that `control` comes from, by its name there. */
export interface FieldOf<I extends FieldValues, V> {
  readonly control: Control<I, unknown, unknown>
  readonly name: FieldPathByValue<I, V>
  readonly label: string
  readonly help?: ReactNode
  readonly isRequired?: boolean
}

/** What a field needs of its form. */
export function useField<I extends FieldValues, V>(
  control: Control<I, unknown, unknown>,
  name: FieldPathByValue<I, V>,
) {
  const { id, isLocked } = use(FormContext)
  const { field, fieldState } = useController({ control, name })
  return {
    field,
    id: fieldId(id, name),
    isLocked,
    error: fieldState.error?.message ?? null,
  }
}

type OwnText = 'isLong' | 'inputMode' | 'type' | 'prefix'

/** A line of text. */
export function TextField<I extends FieldValues>({
  control,
  name,
  ...rest
}: FieldOf<I, string> & Pick<TextFieldProps, OwnText>) {
  const { field, id, isLocked, error } = useField<I, string>(control, name)
  return (
    <PlainTextField
      {...rest}
      id={id}
      name={name}
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={field.ref}
      isReadOnly={isLocked}
      error={error}
    />
  )
}

/** Several lines of text. */
export function TextArea<I extends FieldValues>(props: FieldOf<I, string>) {
  return <TextField {...props} isLong />
}

/** A whole number. */
export function NumberField<I extends FieldValues>(props: FieldOf<I, string>) {
  return <TextField {...props} inputMode="numeric" />
}

/** A phone number. */
export function PhoneField<I extends FieldValues>(props: FieldOf<I, string>) {
  return <TextField {...props} type="tel" inputMode="tel" />
}

/** One of many. The browser's own, because phones have the better picker and it weighs nothing. */
export function SelectField<I extends FieldValues>({
  control,
  name,
  options,
  ...rest
}: FieldOf<I, string> & {
  readonly options: readonly { readonly value: string; readonly label: string }[]
}) {
  const { field, id, isLocked, error } = useField<I, string>(control, name)
  return (
    <FieldShell {...rest} id={id} error={error}>
      {(described) => (
        <div className="select">
          <select
            {...described}
            ref={field.ref}
            className="button button-secondary select-box"
            name={name}
            value={field.value}
            disabled={isLocked}
            onChange={(event) => field.onChange(event.currentTarget.value)}
            onBlur={field.onBlur}
          >
            {options.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
          <ChevronDown size={16} aria-hidden="true" className="select-arrow" />
        </div>
      )}
    </FieldShell>
  )
}

/** A day, typed or picked from a calendar. Its value is `YYYY-MM-DD`, or empty. */
export function DateField<I extends FieldValues>({
  control,
  name,
  ...rest
}: FieldOf<I, string> & { readonly least?: string; readonly most?: string }) {
  const { field, id, isLocked, error } = useField<I, string>(control, name)
  return (
    <Suspense
      fallback={
        <FieldShell label={rest.label} help={rest.help} id={id} error={null}>
          {() => <div className="input-box" />}
        </FieldShell>
      }
    >
      <DayInput
        {...rest}
        id={id}
        name={name}
        value={field.value}
        onChange={field.onChange}
        onBlur={field.onBlur}
        focusRef={field.ref}
        isReadOnly={isLocked}
        error={error}
      />
    </Suspense>
  )
}

/** A box to tick. */
export function CheckboxField<I extends FieldValues>({
  control,
  name,
  label,
  help,
}: FieldOf<I, boolean>) {
  const { field, id, isLocked, error } = useField<I, boolean>(control, name)
  const errorId = `${id}-error`
  return (
    <div className="field">
      <AriaCheckbox
        id={id}
        className="choice choice-alone"
        isSelected={field.value}
        onChange={field.onChange}
        onBlur={field.onBlur}
        inputRef={{ current: null }}
        ref={(label_) => field.ref(label_?.querySelector('input') ?? null)}
        isReadOnly={isLocked}
        isInvalid={error !== null}
        {...(error !== null && { 'aria-describedby': errorId })}
      >
        <span className="tick" aria-hidden="true">
          <Check size={14} strokeWidth={3} />
        </span>
        <span className="choice-text">
          <span className="choice-label">{label}</span>
          {help ? <span className="help">{help}</span> : null}
        </span>
      </AriaCheckbox>
      {error === null ? null : (
        <span id={errorId} className="field-error">
          {error}
        </span>
      )}
    </div>
  )
}
