import { setTimeout as sleep } from 'node:timers/promises'

import { Hono } from 'hono'

import type { Core } from '../core.ts'
import type { Rules } from '../data/rules.ts'
import { clockPage } from './clock-page.ts'
import { readFault } from './fault-form.ts'
import { moves } from './moves.ts'
import { phonePaths } from './paths.ts'
import { durationText } from './show.ts'

type Form = Readonly<Record<string, unknown>>

/** Deliveries may go to servers that do not answer: their attempts go on behind the page. */
const patienceMilliseconds = 2000

const changeRules = (rules: Rules, form: Form) => {
  rules.platform = form['platform'] === 'on' ? 'facade' : 'original'
  rules.merchantVat = form['merchantVat'] === 'on' ? 'required' : 'optional'
  rules.loopbackHttp = form['loopbackHttp'] === 'on'
  rules.rateLimits = form['rateLimits'] === 'on'
  rules.rateLimitReply = form['rateLimitReply'] === 'on' ? 'error body' : 'empty'
  rules.paymentsList = form['paymentsList'] === 'on' ? 'every state' : 'reserved'
  rules.refundFunds = form['refundFunds'] === 'on' ? 'balance' : 'unlimited'
  const captures = Number(form['unknownCaptures'])
  if (Number.isInteger(captures) && captures >= 0 && captures < 100) {
    rules.unknownCaptures = captures
  }
}

/** The clock and the other things that nobody can change at MobilePay. */
export function clockRoutes({ clock, faults, mishaps, reset, rules, settle, worlds }: Core) {
  const app = new Hono()
  let done: string | undefined

  const move = async (name: unknown) => {
    const chosen = moves.find((known) => known.name === name)
    if (chosen === undefined) return undefined
    const seconds = chosen.seconds(clock.now())
    clock.advance(seconds)
    await Promise.race([settle(), sleep(patienceMilliseconds)])
    return `${durationText(seconds)} later.`
  }
  const activate = (id: unknown) => {
    for (const world of worlds.all()) {
      const point = world.points.find((candidate) => candidate.id === id)
      if (point === undefined) continue
      world.advance(clock.now())
      world.activate(point)
      return `${point.name} is active.`
    }
    return undefined
  }
  const obey = async (form: Form): Promise<string | undefined> => {
    switch (form['do']) {
      case 'move':
        return move(form['by'])
      case 'rules':
        changeRules(rules, form)
        return 'Saved.'
      case 'fault': {
        const arranged = readFault(form)
        if (arranged === undefined) return undefined
        if ('route' in arranged) faults.next(arranged.route, arranged.fault, arranged.times)
        else mishaps.next(arranged.operation, arranged.fault, arranged.times)
        return arranged.told
      }
      case 'no-faults':
        faults.clear()
        mishaps.clear()
        return 'Nothing goes wrong any more.'
      case 'activate':
        return activate(form['point'])
      case 'reset': {
        const seed = form['seed']
        reset(typeof seed === 'string' && seed !== '' ? seed : undefined)
        return 'Everything is as on the first day.'
      }
      default:
        return undefined
    }
  }

  app.get('/', (c) => {
    const told = done
    done = undefined
    return c.html(
      clockPage({
        now: clock.now(),
        aheadSeconds: clock.aheadSeconds(),
        rules,
        worlds: worlds.all(),
        done: told,
      }),
    )
  })
  app.post('/', async (c) => {
    done = (await obey(await c.req.parseBody())) ?? 'Nothing was changed: that was no order.'
    return c.redirect(phonePaths.clock, 303)
  })
  return app
}
