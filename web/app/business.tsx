import type { ReactNode } from 'react'

import type { ConnectedSession } from '#shared/api.ts'
import { countryOf, homes } from '#shared/mobilepay/common.ts'

import { DraftOwnerContext } from '../ui/drafts.ts'
import { HomeContext } from '../ui/format.tsx'
import { GrantsContext } from '../ui/grants.ts'
import { type Cures, CuresContext } from '../ui/problem.ts'
import { Keyboard } from './palette/keyboard.tsx'

interface BusinessProps {
  readonly session: ConnectedSession
  readonly cures: Cures
  readonly children: ReactNode
}

/** What every page has to know of the connected business. */
export function Business({ session, cures, children }: BusinessProps) {
  const { vat } = session.merchant
  return (
    <HomeContext value={homes[countryOf(vat)]}>
      <GrantsContext value={session.scopes}>
        <DraftOwnerContext value={vat}>
          <CuresContext value={cures}>
            {children}
            <Keyboard />
          </CuresContext>
        </DraftOwnerContext>
      </GrantsContext>
    </HomeContext>
  )
}
