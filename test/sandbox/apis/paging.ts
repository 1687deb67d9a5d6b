import { BadRequestError, type Call } from './call.ts'
import { queryInteger } from './read-request.ts'

export interface Page {
  readonly size: number
  /** From 1. */
  readonly number: number
}

const largestPage = 1000
const defaultPage = 100

/** Reads `pagesize` and `pagenumber`; both must be in range. */
export const strictPage = (call: Call): Page => {
  const size = queryInteger(call, 'pagesize') ?? defaultPage
  const number = queryInteger(call, 'pagenumber') ?? 1
  if (size < 1 || size > largestPage) {
    throw new BadRequestError(`pagesize must be between 1 and ${largestPage}.`)
  }
  if (number < 1) throw new BadRequestError('pagenumber must be at least 1.')
  return { size, number }
}

/** Reads `pageSize` and `pageNumber`, as App Payments does: page numbers below 1 mean the first page. */
export const lenientPage = (call: Call): Page => {
  const size = queryInteger(call, 'pageSize') ?? defaultPage
  if (size < 1 || size > largestPage) {
    throw new BadRequestError(`pageSize must be between 1 and ${largestPage}.`)
  }
  return { size, number: Math.max(1, queryInteger(call, 'pageNumber') ?? 1) }
}

export const itemsOf = <Item>(items: readonly Item[], { size, number }: Page): readonly Item[] =>
  items.slice((number - 1) * size, number * size)

/** Null on the last page and beyond. */
export const nextPageNumber = (items: readonly unknown[], { size, number }: Page): number | null =>
  number * size < items.length ? number + 1 : null
