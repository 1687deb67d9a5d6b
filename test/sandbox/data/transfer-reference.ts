import type { Day } from './days.ts'
import type { Point, ProductType } from './point.ts'

const productCodes = {
  PointOfSale: '01',
  MyShop: '02',
  Subscription: '03',
  Invoice: '04',
  'App payments': '08',
} satisfies Record<ProductType, string>

/**
 * MobilePay's own examples fit no published check digit; this is the 7-3-1 sum of Nordic payment references.
 */
const checkDigitOf = (digits: string) => {
  const weights = [7, 3, 1] as const
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    sum += Number(digits[digits.length - 1 - index]) * (weights[index % 3] ?? 0)
  }
  return String((10 - (sum % 10)) % 10)
}

/** Product, point, running number, DDMMYY and a check digit: 20 digits in all. */
export const transferReference = (point: Point, runningNumber: number, day: Day): string => {
  const date = `${day.slice(8)}${day.slice(5, 7)}${day.slice(2, 4)}`
  const running = String(runningNumber % 1000).padStart(3, '0')
  const digits = `${productCodes[point.product]}${point.number}${running}${date}`
  return `${digits}${checkDigitOf(digits)}`
}
