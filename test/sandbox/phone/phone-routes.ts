import { Hono } from 'hono'

import type { ActOutcome } from '../apis/customer-acts.ts'
import type { Core } from '../core.ts'
import { customers, findCustomer } from '../data/customers.ts'
import { notFoundPage } from '../portal/plain-pages.ts'
import type { PhoneItem } from './item.ts'
import { itemsFor } from './items.ts'
import { createOutcomes } from './outcomes.ts'
import { phoneOf, phonePage } from './phone-page.ts'
import { phonesPage } from './phones-page.ts'

const dayPattern = /^\d{4}-\d{2}-\d{2}$/u

/** Schemes that a browser would run instead of following. */
const isFollowable = (address: string) => !/^(?:javascript|data|vbscript):/iu.test(address)

const past: Readonly<Record<string, string>> = {
  accept: 'accepted',
  approve: 'approved',
  cancel: 'cancelled',
  pay: 'paid',
  reject: 'rejected',
}

const outcomeText = ({ what, from }: PhoneItem, act: string, outcome: ActOutcome, day?: string) => {
  if (!outcome.ok) return `${what} of ${from}: that did not work (${outcome.why}).`
  const isPromise = act === 'pay' && day !== undefined
  return `Done. ${what} of ${from}: ${isPromise ? `to be paid on ${day}` : (past[act] ?? act)}.`
}

/** The customers' phones. */
export function phoneRoutes({ clock, settle, worlds }: Core) {
  const app = new Hono()
  const outcomes = createOutcomes()

  const phones = () =>
    customers.map((customer) => ({
      customer,
      waiting: itemsFor(worlds, customer).filter(({ isQuiet }) => !isQuiet).length,
    }))

  app.use(async (_, next) => {
    worlds.advance(clock.now())
    await next()
  })

  app.get('/', (c) => c.html(phonesPage({ phones: phones(), opened: undefined })))

  app.get('/open', (c) => {
    const opened = c.req.query('id')
    const mobile = c.req.query('mobile')?.replaceAll(/\D/gu, '')
    const expected = customers.find(({ phoneNumber }) => phoneNumber === `+${mobile}`)
    if (expected) return c.redirect(phoneOf(expected, opened), 303)
    return c.html(phonesPage({ phones: phones(), opened }))
  })

  app.get('/:customer', (c) => {
    const customer = findCustomer(c.req.param('customer'))
    if (customer === undefined) return c.html(notFoundPage(), 404)
    const items = itemsFor(worlds, customer)
    const opened = c.req.query('item')
    const outcome = outcomes.find(c.req.query('outcome'))
    return c.html(phonePage({ customer, items, opened, outcome, now: clock.now() }))
  })

  app.post('/:customer', async (c) => {
    const customer = findCustomer(c.req.param('customer'))
    if (customer === undefined) return c.html(notFoundPage(), 404)
    const form = await c.req.parseBody()
    const item = itemsFor(worlds, customer).find(({ id }) => id === form['item'])
    const act = item?.acts.find(({ name }) => name === form['act'])
    const day = form['payment_day']
    const paymentDay = typeof day === 'string' && dayPattern.test(day) ? day : undefined

    if (item === undefined || act === undefined) {
      const text = 'That is not on this phone any more.'
      const name = outcomes.add({ text, ok: false, returnTo: undefined })
      return c.redirect(`${phoneOf(customer)}?outcome=${name}`, 303)
    }
    const outcome = item.perform(act.name, paymentDay)
    const returnTo = item.returnTo(act.name, outcome)
    const name = outcomes.add({
      text: outcomeText(item, act.name, outcome, item.canWait ? paymentDay : undefined),
      ok: outcome.ok,
      returnTo: returnTo !== undefined && isFollowable(returnTo) ? returnTo : undefined,
    })
    void settle()
    return c.redirect(`${phoneOf(customer)}?outcome=${name}`, 303)
  })

  return app
}
