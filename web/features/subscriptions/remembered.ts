import { recall, remember } from '../../ui/storage.ts'

/** Addresses that are the same for each new agreement, so that they are typed once in a browser. */
const names = ['redirect', 'success', 'cancel', 'cancelPage'] as const

type Addresses = { readonly [name in (typeof names)[number]]: string }

const keyOf = (provider: string, name: string) => `agreement-${name}/${provider}`

export function recallAddresses(provider: string): Addresses {
  const recalled = (name: (typeof names)[number]) => recall(keyOf(provider, name)) ?? ''
  return {
    redirect: recalled('redirect'),
    success: recalled('success'),
    cancel: recalled('cancel'),
    cancelPage: recalled('cancelPage'),
  }
}

export function rememberAddresses(provider: string, addresses: Partial<Addresses>): void {
  for (const name of names) {
    const address = addresses[name]
    if (address !== undefined) remember(keyOf(provider, name), address)
  }
}
