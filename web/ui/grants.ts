import { createContext } from 'react'

import { type Product, products } from '#shared/scopes.ts'

/** What the merchant has allowed. */
export const GrantsContext = createContext<readonly Product[]>(products)
