import { Check } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import {
  Checkbox as AriaCheckbox,
  CheckboxGroup as AriaCheckboxGroup,
  FieldError,
  Input,
  Label,
  Radio,
  RadioGroup,
  Text,
  TextArea,
  TextField as AriaTextField,
} from 'react-aria-components'

export interface TextFieldProps {
  readonly label: ReactNode
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onBlur?: () => void
  readonly name?: string
  readonly id?: string
  readonly prefix?: string
  readonly help?: ReactNode
  /** A sentence that says what is wrong; null while nothing is. */
  readonly error?: string | null
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'url'
  readonly type?: 'text' | 'tel' | 'url'
  /** Several lines high. */
  readonly isLong?: boolean
  readonly isRequired?: boolean
  readonly isReadOnly?: boolean
  /** Takes the focus when it appears: for a page that is nothing but this field. */
  readonly autoFocus?: boolean
  readonly inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement>
}

export function TextField({
  label,
  prefix,
  help,
  error,
  inputMode,
  isLong = false,
  inputRef,
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField
      {...rest}
      className="field"
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      autoComplete="off"
    >
      <Label className="label">{label}</Label>
      <div className="input-box">
        {prefix === undefined ? null : (
          <span className="input-prefix" aria-hidden="true">
            {prefix}
          </span>
        )}
        {isLong ? (
          <TextArea ref={inputRef} className="input input-long" rows={3} />
        ) : (
          <Input ref={inputRef} className="input" inputMode={inputMode} spellCheck="false" />
        )}
      </div>
      <FieldError className="field-error">{error}</FieldError>
      {help ? (
        <Text slot="description" className="help">
          {help}
        </Text>
      ) : null}
    </AriaTextField>
  )
}

interface Option<V extends string> {
  readonly value: V
  readonly label: ReactNode
  readonly help?: ReactNode
}

interface GroupProps<V extends string> {
  readonly label: string
  readonly help?: ReactNode
  readonly options: readonly Option<V>[]
}

/** Boxes to tick, each with a line about what it means. */
export function CheckboxGroup<V extends string>({
  label,
  help,
  options,
  value,
  onChange,
  error,
}: GroupProps<V> & {
  readonly value: readonly V[]
  readonly onChange: (value: V[]) => void
  readonly error?: string | null
}) {
  return (
    <AriaCheckboxGroup
      className="field"
      value={[...value]}
      onChange={(chosen) =>
        onChange(options.flatMap((option) => (chosen.includes(option.value) ? [option.value] : [])))
      }
      isInvalid={Boolean(error)}
      validationBehavior="aria"
    >
      <Label className="label">{label}</Label>
      {help ? (
        <Text slot="description" className="help">
          {help}
        </Text>
      ) : null}
      <div className="choices">
        {options.map((option) => (
          <AriaCheckbox key={option.value} value={option.value} className="choice">
            <span className="tick" aria-hidden="true">
              <Check size={14} strokeWidth={3} />
            </span>
            <span className="choice-text">
              <span className="choice-label">{option.label}</span>
              {option.help ? <span className="help">{option.help}</span> : null}
            </span>
          </AriaCheckbox>
        ))}
      </div>
      <FieldError className="field-error">{error}</FieldError>
    </AriaCheckboxGroup>
  )
}

/** One of a few, all in sight. */
export function Segments<V extends string>({
  label,
  options,
  value,
  onChange,
}: GroupProps<V> & { readonly value: V; readonly onChange: (value: V) => void }) {
  return (
    <RadioGroup
      className="field"
      orientation="horizontal"
      value={value}
      onChange={(chosen) => {
        const option = options.find((one) => one.value === chosen)
        if (option) onChange(option.value)
      }}
    >
      <Label className="label">{label}</Label>
      <div className="segments">
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className="segment">
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
