import type { Merchant } from '../merchants.ts'
import type { NonEmpty, Random } from './random.ts'

interface Names {
  readonly dialling: string
  readonly given: NonEmpty<string>
  readonly family: NonEmpty<string>
}

const namesOf = {
  DK: {
    dialling: '+45',
    given: ['Anne', 'Peter', 'Mette', 'Lars', 'Søren', 'Åse', 'Ida', 'Mads', 'Kirsten', 'Jørgen'],
    family: ['Jensen', 'Nielsen', 'Hansen', 'Østergaard', 'Kjær', 'Holm', 'Møller', 'Lund'],
  },
  FI: {
    dialling: '+358',
    given: ['Aino', 'Eero', 'Päivi', 'Mikko', 'Säde', 'Juha', 'Helmi', 'Väinö'],
    family: ['Korhonen', 'Virtanen', 'Mäkinen', 'Nieminen', 'Hämäläinen', 'Laine', 'Åkerblom'],
  },
} satisfies Record<Merchant['country'], Names>

export const personName = (random: Random, country: Merchant['country']): string =>
  `${random.pick(namesOf[country].given)} ${random.pick(namesOf[country].family)}`

export const phoneNumber = (random: Random, country: Merchant['country']): string =>
  `${namesOf[country].dialling}${random.integer(20_000_000, 59_999_999)}`

/** As Reporting shows it: the country and the last four digits. */
export const maskedPhoneNumber = (random: Random, country: Merchant['country']): string =>
  `${namesOf[country].dialling}****${String(random.integer(0, 9999)).padStart(4, '0')}`

/** Whether somebody can have this number: none of the two countries' begins with a zero after its code. */
export const isSubscriber = (number: string): boolean =>
  /^(?:\+45[1-9]\d{7}|\+358[1-9]\d{4,11})$/u.test(number)
