import { Trans, useLingui } from '@lingui/react/macro'
import { type FieldValues, FormProvider, useFormContext } from 'react-hook-form'

import { TextField } from '../../ui/form-fields.tsx'
import type { SendForm } from '../../ui/use-send-form.ts'

/** A form's part about who is told what becomes of an agreement. */
type TypedAddresses = { success: string; cancel: string; cancelPage: string }

/** Where MobilePay tells what becomes of an agreement, and where its customer cancels it. */
export function AddressFields<I extends FieldValues & TypedAddresses, O>({
  form,
}: {
  form: SendForm<I, O>
}) {
  return (
    <FormProvider {...form.handle}>
      <Fields />
    </FormProvider>
  )
}

function Fields() {
  const { t } = useLingui()
  const { control } = useFormContext<TypedAddresses>()
  const common = { control, type: 'url', inputMode: 'url' } as const
  return (
    <>
      <TextField
        {...common}
        name="success"
        label={t`Told when it is accepted`}
        isRequired
        help={<Trans>MobilePay calls this address of your server.</Trans>}
      />
      <TextField
        {...common}
        name="cancel"
        label={t`Told when it ends`}
        isRequired
        help={<Trans>Rejected, expired or cancelled, by whomever.</Trans>}
      />
      <TextField
        {...common}
        name="cancelPage"
        label={t`Where the customer cancels (optional)`}
        help={<Trans>A page of yours; without one the customer cancels in the app.</Trans>}
      />
    </>
  )
}
