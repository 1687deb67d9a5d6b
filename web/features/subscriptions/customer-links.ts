import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'react-router'
import * as z from 'zod/mini'

/** What goes along to the page of something new: the address that its customer opens. */
const linkState = z.object({ href: z.url() })

const keyOf = (id: string) => ['subscriptions', 'link', id] as const

/** Keeps an address that MobilePay tells only once, until this page is left for good. */
export function keepCustomerLink(client: QueryClient, id: string, href: string | null): void {
  if (href === null) return
  client.setQueryDefaults(keyOf(id), { gcTime: Number.POSITIVE_INFINITY })
  client.setQueryData<string>(keyOf(id), href)
}

/** The address of an agreement or one-off that was made here; after a reload from the history. */
export function useCustomerLink(id: string): string | null {
  const client = useQueryClient()
  const state: unknown = useLocation().state
  const along = z.safeParse(linkState, state)
  return client.getQueryData<string>(keyOf(id)) ?? along.data?.href ?? null
}
