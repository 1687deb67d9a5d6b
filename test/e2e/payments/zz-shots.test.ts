import { mkdirSync } from 'node:fs'
import { test } from 'vitest'
import { settle } from '../console/visitor.ts'
import { openDesk } from './desk.ts'

test('shots', async () => {
  const desk = await openDesk()
  const { page } = desk
  mkdirSync('/tmp/pay', { recursive: true })
  const captured = desk.capture('NK-10422', 64_900)
  const part = desk.capture('NK-10425', 64_900)
  const world = desk.stack.sandbox.control.world('DK12345678')
  world?.payments.refund({ payment: part, amountMinor: 10_000, reference: 'NK-10425', description: 'One bag was torn, sorry' })
  world?.payments.refund({ payment: part, amountMinor: 2_995, reference: 'NK-10425-2', description: undefined })
  const reserved = desk.reserve('NK-10423', 24_995)
  desk.reserve('A very long reference that some shop systems make of it all 12345', 1_234_567)
  const shot = async (name: string, w: number, scheme: string) => {
    await page.waitForTimeout(150)
    await page.screenshot({ path: `/tmp/pay/${name}-${w}-${scheme}.png` })
  }
  const only = process.env['SHOT']
  for (const [w, h] of [[1280, 800], [720, 800], [390, 844]] as const) {
    for (const scheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width: w, height: h })
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      const go = async (path: string) => {
        await page.goto(desk.stack.bff.url + path)
        await settle(page)
      }
      const is = (name: string) => !only || only.split(',').includes(name)
      if (is('list')) {
        await go('/payments')
        await page.getByRole('checkbox').nth(w === 390 ? 0 : 1).check()
        await shot('list', w, scheme)
      }
      if (is('part')) { await go(`/payments/${part.id}`); await shot('part', w, scheme) }
      if (is('cancel')) { await go(`/payments/${reserved.id}?act=cancel`); await shot('cancel', w, scheme) }
      if (is('missing')) { await go('/payments/3f7c2a9e-5b1d-4c8a-9e2f-6d4b8a1c0e57'); await shot('missing', w, scheme) }
      if (is('nothing')) { await go('/payments?q=NK-1'); await go('/payments?q=zzz'); await shot('nothing', w, scheme) }
      if (is('errors')) {
        await go('/payments/new')
        await page.getByRole('button', { name: /^Make/ }).click()
        await page.evaluate('scrollTo(0,0)')
        await shot('errors', w, scheme)
      }
      if (is('link')) {
        await go('/payments/new')
        await page.getByRole('textbox', { name: /^Amount/ }).fill('125')
        await page.getByRole('textbox', { name: 'Reference' }).fill('NK-77')
        await page.getByRole('textbox', { name: /^Where/ }).fill('https://shop.example/tak')
        await page.getByRole('button', { name: /^Make/ }).click()
        await page.getByRole('img', { name: /QR/ }).waitFor()
        await shot('link', w, scheme)
      }
      if (is('unclear')) {
        await go(`/payments/${captured.id}/refund`)
        await page.route('**/api/v1/refunds', (route) => route.abort())
        await page.getByRole('button', { name: /^Refund DKK|^Try again/ }).last().click()
        await page.getByText('It is not known').waitFor({ timeout: 20000 })
        await page.waitForTimeout(8500)
        await shot('unclear', w, scheme)
        await page.unroute('**/api/v1/refunds')
        await page.getByRole('button', { name: /^Start over/ }).click()
        await page.evaluate('sessionStorage.clear()')
      }
      if (is('refused')) {
        await go(`/payments/${captured.id}/refund`)
        await page.route('**/api/v1/refunds', (route) => route.fulfill({ status: 409, json: { code: 'amount_exceeds_available_funds', message: 'No funds.', correlationId: '91f2b05f-2171-4cea-9d5a-1cdbed6ae2cd', origin: 'MPY' } }))
        await page.getByRole('button', { name: /^Refund DKK/ }).last().click()
        await page.getByText('has not taken that much').first().waitFor()
        await shot('refused', w, scheme)
        await page.unroute('**/api/v1/refunds')
        await page.evaluate('sessionStorage.clear()')
      }
      if (is('bulk')) {
        for (const n of [1, 2, 3]) desk.reserve(`B-${w}${scheme}-${n}`, n * 12_345)
        await go(`/payments?q=B-${w}${scheme}`)
        await page.getByRole('checkbox', { name: w === 390 ? /Select B/ : 'Select all' }).first().check()
        if (w === 390) for (const n of [1, 2]) await page.getByRole('checkbox').nth(n).check()
        const fail = [...(world?.payments.all.values() ?? [])].find(({ reference }) => reference === `B-${w}${scheme}-2`)
        if (fail) world?.payments.cancel(fail, 'User')
        await page.getByRole('button', { name: /^Capture 3/ }).click()
        await page.getByRole('dialog').getByRole('button', { name: /^Capture 3/ }).click()
        await page.getByText('2 of 3 captured').waitFor()
        await shot('bulk', w, scheme)
      }
    }
  }
  await desk.close()
}, 290_000)
