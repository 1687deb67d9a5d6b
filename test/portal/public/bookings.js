/**
 * @typedef {object} Booking
 * @property {string} time
 * @property {string} what
 * @property {string} guest
 * @property {number} guests
 * @property {number} amount
 * @property {'paid' | 'reserved' | 'open'} payment
 */

/**
 * The businesses that this portal user works for, by VAT number.
 *
 * @type {Record<string, { name: string, currency: string, bookings: Booking[] }>}
 */
export const businesses = {
  DK12345678: {
    name: 'Nordlys Kaffe ApS',
    currency: 'DKK',
    bookings: [
      {
        time: '09:30',
        what: 'Latte art',
        guest: 'Amalie Krogh',
        guests: 4,
        amount: 1400,
        payment: 'paid',
      },
      {
        time: '11:00',
        what: 'Cupping',
        guest: 'Yusuf Demir',
        guests: 2,
        amount: 590,
        payment: 'paid',
      },
      {
        time: '13:15',
        what: 'Espresso basics',
        guest: 'Line Østergaard',
        guests: 6,
        amount: 2370,
        payment: 'reserved',
      },
      {
        time: '17:00',
        what: 'Tasting evening',
        guest: 'Fælleshuset',
        guests: 18,
        amount: 5310,
        payment: 'open',
      },
    ],
  },
  DK87654321: {
    name: 'Kassen med Grønt ApS',
    currency: 'DKK',
    bookings: [
      {
        time: '10:00',
        what: 'Farm tour',
        guest: 'Vibe Skole, 4. b',
        guests: 24,
        amount: 1200,
        payment: 'open',
      },
      {
        time: '12:00',
        what: 'Picking and lunch',
        guest: 'Jonas Beck',
        guests: 3,
        amount: 675,
        payment: 'paid',
      },
      {
        time: '15:30',
        what: 'Fermenting course',
        guest: 'Signe Thorup',
        guests: 8,
        amount: 3160,
        payment: 'reserved',
      },
    ],
  },
  FI12345678: {
    name: 'Saunatupa Oy',
    currency: 'EUR',
    bookings: [
      {
        time: '14:00',
        what: 'Smoke sauna',
        guest: 'Aino Laine',
        guests: 6,
        amount: 150,
        payment: 'paid',
      },
      {
        time: '17:00',
        what: 'Sauna and lake',
        guest: 'Mikko Salonen',
        guests: 4,
        amount: 96,
        payment: 'reserved',
      },
      {
        time: '20:00',
        what: 'Midnight sauna',
        guest: 'Rowing club',
        guests: 10,
        amount: 240,
        payment: 'open',
      },
    ],
  },
}
