import type { Merchant } from '../merchants.ts'
import type { Business, Counter, Plan } from './business.ts'

const coffees = [
  { name: 'Filterkaffe', priceMinor: 2800 },
  { name: 'Cortado', priceMinor: 3400 },
  { name: 'Havrelatte', priceMinor: 4550 },
  { name: 'Kanelsnegl', priceMinor: 3225 },
  { name: 'Bolle med ost', priceMinor: 3850 },
  { name: 'Brunch', priceMinor: 12_900 },
] as const

const coffeeBar: Pick<Counter, 'kind' | 'product' | 'wares' | 'messages' | 'fee'> = {
  kind: 'counter',
  product: 'PointOfSale',
  fee: { fixedMinor: 19, basisPoints: 75 },
  wares: coffees,
  messages: [''],
}

const shop: readonly Business[] = [
  {
    ...coffeeBar,
    key: 'norrebro',
    name: 'Nordlys Nørrebro',
    number: '00048211',
    salesPerDay: 2.9,
    closedOn: [],
    orderPrefix: 'NB',
  },
  {
    ...coffeeBar,
    key: 'frederiksberg',
    name: 'Nordlys Frederiksberg',
    number: '00048212',
    salesPerDay: 2.3,
    closedOn: [0],
    orderPrefix: 'FB',
  },
  {
    ...coffeeBar,
    key: 'aarhus',
    name: 'Nordlys Aarhus Ø',
    number: '00051907',
    salesPerDay: 1.8,
    closedOn: [0, 1],
    orderPrefix: 'AA',
  },
  {
    kind: 'web',
    key: 'web',
    name: 'nordlyskaffe.dk',
    number: '00063340',
    fee: { fixedMinor: 100, basisPoints: 125 },
    ordersPerDay: 3.2,
    orderPrefix: 'NK',
    url: 'https://nordlyskaffe.example',
    shippingMinor: 3900,
    allowsPartialCapture: true,
    wares: [
      { name: 'Etiopien Guji 250 g', priceMinor: 9500 },
      { name: 'Kenya AA 250 g', priceMinor: 10_950 },
      { name: 'Husets espresso 1 kg', priceMinor: 24_900 },
      { name: 'Papirfiltre 100 stk.', priceMinor: 4995 },
      { name: 'Kværn, manuel', priceMinor: 64_900 },
    ],
  },
]

const small: Plan = {
  name: 'Lille kasse, månedlig',
  description: 'Fire kasser',
  priceMinor: 79_600,
  frequency: 12,
}
const large: Plan = {
  name: 'Stor kasse, månedlig',
  description: 'Fire kasser',
  priceMinor: 131_600,
  frequency: 12,
}
const fruit: Plan = {
  name: 'Frugtkasse, månedlig',
  description: 'To kasser',
  priceMinor: 35_850,
  frequency: 12,
}

const box: readonly Business[] = [
  {
    kind: 'subscriptions',
    key: 'groent',
    name: 'Kassen med Grønt',
    fee: undefined,
    agreements: 4700,
    externalIdPrefix: 'KG',
    mayAutoReserve: true,
    url: 'https://kassenmedgroent.example',
    plans: [
      small,
      small,
      small,
      large,
      large,
      large,
      fruit,
      fruit,
      {
        name: 'Lille kasse, hver anden uge',
        description: 'En kasse',
        priceMinor: 21_900,
        frequency: 26,
      },
      { name: 'Prøvekasse, hver uge', description: 'En kasse', priceMinor: 14_975, frequency: 52 },
      { name: 'Kartofler, kvartalsvis', description: 'En sæk', priceMinor: 24_950, frequency: 4 },
    ],
    extras: [
      { name: 'Julekasse', priceMinor: 44_900 },
      { name: 'Ekstra æg', priceMinor: 4450 },
      { name: 'Æblemost', priceMinor: 5995 },
    ],
  },
  {
    kind: 'subscriptions',
    key: 'kontor',
    name: 'Frugt på kontoret',
    fee: undefined,
    agreements: 300,
    externalIdPrefix: 'FK',
    mayAutoReserve: false,
    url: 'https://frugtpaakontoret.example',
    plans: [
      {
        name: 'Frugtordning 10 personer',
        description: 'Månedlig frugtordning',
        priceMinor: 148_000,
        frequency: 12,
      },
      {
        name: 'Frugtordning 25 personer',
        description: 'Månedlig frugtordning',
        priceMinor: 342_500,
        frequency: 12,
      },
    ],
    extras: [{ name: 'Kaffe og kage', priceMinor: 39_900 }],
  },
]

const utility: readonly Business[] = [
  {
    kind: 'invoices',
    key: 'varme',
    name: 'Fjordvarme Kundeservice',
    fee: { fixedMinor: 450, basisPoints: 0 },
    invoicesPerRun: 40,
    numberPrefix: 'FV',
    url: 'https://fjordvarme.example',
  },
]

/** Opened yesterday: the point is ordered, but MobilePay has not activated it, and nobody has bought anything. */
const newcomer: readonly Business[] = [
  {
    kind: 'web',
    key: 'web',
    name: 'Nyåbnet Butik',
    number: '00070001',
    fee: { fixedMinor: 100, basisPoints: 125 },
    ordersPerDay: 0,
    orderPrefix: 'NY',
    url: 'https://nyaabnet.example',
    shippingMinor: 0,
    allowsPartialCapture: false,
    wares: [{ name: 'Gavekort', priceMinor: 20_000 }],
  },
]

const finnish: readonly Business[] = [
  {
    kind: 'counter',
    product: 'MyShop',
    key: 'myymala',
    name: 'Saunatupa Kallio',
    number: '00058204',
    fee: { fixedMinor: 5, basisPoints: 90 },
    salesPerDay: 3.2,
    closedOn: [0],
    orderPrefix: 'ST',
    wares: [
      { name: 'Löylytuoksu', priceMinor: 890 },
      { name: 'Saunavihta', priceMinor: 1450 },
      { name: 'Pefletti', priceMinor: 695 },
      { name: 'Kiulu ja kauha', priceMinor: 4990 },
    ],
    messages: ['Kiitos!', '2 vihtaa', 'Saunailtaan', '=2+3 pefletti 🧖'],
  },
  {
    kind: 'web',
    key: 'verkko',
    name: 'saunatupa.fi',
    number: '00058311',
    fee: { fixedMinor: 12, basisPoints: 140 },
    ordersPerDay: 1.6,
    orderPrefix: 'ST',
    url: 'https://saunatupa.example',
    shippingMinor: 590,
    allowsPartialCapture: false,
    wares: [
      { name: 'Kiuaskivet 20 kg', priceMinor: 2795 },
      { name: 'Laudeliina', priceMinor: 1990 },
      { name: 'Saunamittari', priceMinor: 3450 },
    ],
  },
  {
    kind: 'subscriptions',
    key: 'jasenet',
    name: 'Saunatupa-jäsenyys',
    fee: { fixedMinor: 10, basisPoints: 100 },
    agreements: 60,
    externalIdPrefix: 'SJ',
    mayAutoReserve: true,
    url: 'https://saunatupa.example',
    plans: [{ name: 'Jäsenyys', description: 'Kuukausimaksu', priceMinor: 1290, frequency: 12 }],
    extras: [{ name: 'Lahjakortti', priceMinor: 5000 }],
  },
]

export const businessesOf = {
  shop,
  box,
  utility,
  new: newcomer,
  finnish,
} satisfies Record<Merchant['profile'], readonly Business[]>
