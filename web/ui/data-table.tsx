import './data-table.css'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, type To } from 'react-router'

import { usePhone } from './use-width.ts'

export interface Column<R> {
  readonly id: string
  readonly header: string
  readonly renderCell: (row: R) => ReactNode
  readonly align?: 'end'
  /** Where it stands in a phone's row: top or bottom line, left or right. Without it, not at all. */
  readonly phone?: 'title' | 'value' | 'detail' | 'note'
  readonly sort?: { readonly direction: 'asc' | 'desc'; readonly to: To; readonly label: string }
}

/** Rows that something is to be done with. */
interface Selection<R> {
  readonly keys: ReadonlySet<string>
  readonly onChange: (keys: ReadonlySet<string>) => void
  /** "Select order 1042": for those who hear the box only. */
  readonly labelOf: (row: R) => string
  readonly allLabel: string
}

interface DataTableProps<R> {
  readonly caption: string
  readonly columns: readonly Column<R>[]
  readonly rows: readonly R[]
  readonly keyOf: (row: R) => string
  /** Where a row leads. The first column carries the link, the whole row takes the press. */
  readonly hrefOf: (row: R) => To
  /** Key of the row that is open. */
  readonly current?: string | null
  readonly selection?: Selection<R>
}

/** Rows of one kind: a table, and on a phone a list of two-line rows. */
export function DataTable<R>(props: DataTableProps<R>) {
  return usePhone() ? <Rows {...props} /> : <Table {...props} />
}

function Table<R>({
  caption,
  columns,
  rows,
  keyOf,
  hrefOf,
  current,
  selection,
}: DataTableProps<R>) {
  return (
    <table className="table">
      <caption className="hidden">{caption}</caption>
      <thead>
        <tr>
          {selection ? (
            <th className="select-cell">
              <SelectAll selection={selection} keys={rows.map(keyOf)} />
            </th>
          ) : null}
          {columns.map(({ id, header, align, sort }) => (
            <th
              key={id}
              scope="col"
              className={align}
              aria-sort={sort ? (sort.direction === 'asc' ? 'ascending' : 'descending') : undefined}
            >
              {sort ? (
                <Link to={sort.to} replace className="sort" aria-label={sort.label}>
                  {header}
                  {sort.direction === 'asc' ? (
                    <ArrowUp size={14} aria-hidden="true" />
                  ) : (
                    <ArrowDown size={14} aria-hidden="true" />
                  )}
                </Link>
              ) : (
                header
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} className="row">
            {selection ? (
              <td className="select-cell">
                <SelectRow selection={selection} row={row} id={keyOf(row)} />
              </td>
            ) : null}
            {columns.map(({ id, renderCell, align }, index) =>
              index === 0 ? (
                <th key={id} scope="row" className={align}>
                  <RowLink to={hrefOf(row)} isCurrent={keyOf(row) === current}>
                    {renderCell(row)}
                  </RowLink>
                </th>
              ) : (
                <td key={id} className={align}>
                  {renderCell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const lines = [
  ['title', 'value'],
  ['detail', 'note'],
] as const

function Rows<R>({ caption, columns, rows, keyOf, hrefOf, current, selection }: DataTableProps<R>) {
  return (
    <ul className={selection ? 'rows rows-selectable' : 'rows'} aria-label={caption}>
      {rows.map((row) => (
        <li key={keyOf(row)} className="row">
          {selection ? (
            <div className="select-cell">
              <SelectRow selection={selection} row={row} id={keyOf(row)} />
            </div>
          ) : null}
          {lines.flat().map((place) => (
            <div key={place} className={`row-${place}`}>
              {columns
                .filter(({ phone }) => phone === place)
                .map(({ id, renderCell }) =>
                  place === 'title' ? (
                    <RowLink key={id} to={hrefOf(row)} isCurrent={keyOf(row) === current}>
                      {renderCell(row)}
                    </RowLink>
                  ) : (
                    <span key={id}>{renderCell(row)}</span>
                  ),
                )}
            </div>
          ))}
        </li>
      ))}
    </ul>
  )
}

function SelectRow<R>({
  selection: { keys, onChange, labelOf },
  row,
  id,
}: {
  selection: Selection<R>
  row: R
  id: string
}) {
  return (
    <label className="select-box-cell">
      <input
        type="checkbox"
        aria-label={labelOf(row)}
        checked={keys.has(id)}
        onChange={(event) => {
          const changed = new Set(keys)
          if (event.currentTarget.checked) changed.add(id)
          else changed.delete(id)
          onChange(changed)
        }}
      />
    </label>
  )
}

function SelectAll<R>({
  selection: { keys: chosen, onChange, allLabel },
  keys,
}: {
  selection: Selection<R>
  keys: readonly string[]
}) {
  const count = keys.filter((key) => chosen.has(key)).length
  return (
    <label className="select-box-cell">
      <input
        type="checkbox"
        aria-label={allLabel}
        checked={count > 0 && count === keys.length}
        ref={(box) => {
          if (box) box.indeterminate = count > 0 && count < keys.length
        }}
        onChange={(event) => onChange(new Set(event.currentTarget.checked ? keys : []))}
      />
    </label>
  )
}

function RowLink({ to, isCurrent, children }: { to: To; isCurrent: boolean; children: ReactNode }) {
  return (
    <Link
      to={to}
      className="row-link"
      preventScrollReset
      aria-current={isCurrent ? 'true' : undefined}
    >
      {children}
    </Link>
  )
}
