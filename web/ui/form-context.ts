import { createContext } from 'react'

interface FormPlace {
  /** Before the names of fields, in their ids. */
  readonly id: string
  /** What is being sent, or was sent and may have arrived, does not change. */
  readonly isLocked: boolean
}

/** The form that a field belongs to. */
export const FormContext = createContext<FormPlace>({ id: '', isLocked: false })

/** The id of a field's input, for links to it. */
export function fieldId(form: string, name: string): string {
  return `${form}${name}`
}
