import { useState } from 'react'

import { recall, remember } from '../../ui/storage.ts'
import { type MoreColumn, moreColumns, usualColumns } from '../../ui/transaction-table.tsx'

const key = 'columns.transactions'

/** The columns chosen in this browser. */
export function useColumns(): [readonly MoreColumn[], (shown: readonly string[]) => void] {
  const [shown, setShown] = useState(() => {
    const kept = recall(key)
    return kept === null ? usualColumns : known(kept.split(' '))
  })
  const choose = (chosen: readonly string[]) => {
    setShown(known(chosen))
    remember(key, known(chosen).join(' '))
  }
  return [shown, choose]
}

function known(names: readonly string[]): readonly MoreColumn[] {
  return moreColumns.filter((column) => names.includes(column))
}
