import { randomUUID } from 'node:crypto'

import { day, openProvider, people, second } from '../../apis/subscriber.ts'

const nobody = randomUUID()

const replace = (path: string, value: unknown) => [{ op: 'replace', path, value }]

/** The merchant and the provider's own settings. */
export const playProviderSettings = async (): Promise<void> => {
  const { send, read } = openProvider('finnish')
  const basic = { user_name: 'shop', password: 'secret' }
  const oauth = {
    client_id: 'shop',
    client_secret: 'secret',
    token_url: 'https://shop.example/token',
    scope: 'callbacks',
  }
  await read('finnish', '/subscriptions/api/merchants/me')
  await send('GET', '')
  await send('PATCH', '', replace('/payment_status_callback_url', 'https://shop.example/pay'))
  await send('PATCH', '', replace('/payment_status_callback_url', 'ftp://shop.example/pay'))
  await send('PUT', '/auth/basic', basic)
  await send('PUT', '/auth/basic', {})
  await send('PUT', '/auth/apikey', { api_key: 'abc' })
  await send('PUT', '/auth/apikey', {})
  await send('PUT', '/auth/oauth2', oauth)
  await send('GET', '')
  await send('PUT', '/auth/oauth2', {})
}

/** An agreement from the invitation to its end, at the merchant's and at the customer's side. */
export const playAgreements = async (): Promise<void> => {
  const { agreementRequest, create, send, signUp, simulate, base, read } = openProvider('finnish')
  for (const query of ['pageNumber=1&pageSize=1000', 'pageNumber=1&status=Pending']) {
    await read('finnish', `${base}/agreements?${query}`)
  }
  await send('GET', '/agreements')
  await send('POST', '/agreements', agreementRequest({ plan: undefined }))
  const oneOff = { amount: 10, external_id: 'O-1', description: 'First box' }
  await create({ one_off_payment: oneOff, mobile_phone_number: '358121161343' })
  const id = await signUp()
  await send('GET', `/agreements/${id}`)
  await send('GET', `/agreements/${nobody}`)
  await send('PATCH', `/agreements/${id}`, replace('/amount', '25.50'))
  await send('PATCH', `/agreements/${id}`, replace('/status', 'Accepted'))
  await send('PATCH', `/agreements/${nobody}`, replace('/amount', '25.50'))

  await simulate('PATCH', `/agreements/v1/${(await create()).id}`, { status: 'Rejected' })
  await simulate('PATCH', `/agreements/v1/${id}`, { status: 'Perhaps' })
  await simulate('PATCH', `/agreements/v1/${id}`, { status: 'Accepted' })
  await simulate('PATCH', `/agreements/v1/${nobody}`, { status: 'Accepted' })
  const leave = { status: 'Canceled', notifications_on: false }
  await simulate('PATCH', `/users/v1/me/agreements/${id}`, leave)
  await simulate('PATCH', `/users/v1/me/agreements/${nobody}`, leave)
  await send('PATCH', `/agreements/${id}`, replace('/amount', '25.50'))
  await send('DELETE', `/agreements/${id}`)
  await send('DELETE', `/agreements/${await signUp()}`)
  await send('DELETE', `/agreements/${nobody}`)
}

/** A charge, its attachment, and its refunds. */
export const playCharges = async (): Promise<void> => {
  const shop = openProvider('finnish', { rules: { refundFunds: 'unlimited' } })
  const { charge, chargeBatch, chargeRequest, moveClock, send, signUp, simulate } = shop
  const agreement = await signUp()
  const path = `/agreements/${agreement}/paymentrequests`
  await chargeBatch(chargeRequest(agreement), { external_id: 'nothing else' })
  await send('POST', '/paymentrequests', [])
  const id = await charge(agreement, { external_id: 'C-2' })
  moveClock(5 * second)
  await send('GET', path)
  await send('GET', `/agreements/${nobody}/paymentrequests`)
  await send('GET', `${path}/${id}`)
  await send('GET', `${path}/${nobody}`)
  await send('PATCH', `${path}/${id}`, replace('/amount', '10.00'))
  await send('PATCH', `${path}/${id}`, replace('/amount', '9999.00'))
  await send('PATCH', `${path}/${nobody}`, replace('/amount', '10.00'))

  const attachment = `/payments/${id}/attachment`
  const details = {
    total_amount: 10,
    document_title: 'Lasku',
    articles: [{ article_description: 'Sauna', total_price_including_vat: 10 }],
  }
  await send('GET', attachment)
  await send('PUT', attachment, { generate_pdf: true, attachment_details: details })
  await send('PUT', attachment, {})
  await send('PUT', `/payments/${nobody}/attachment`, { attachment_details: details })
  await send('GET', attachment)
  await send('GET', `${attachment}/pdf`)
  await send('GET', `/payments/${nobody}/attachment/pdf`)
  await send('DELETE', attachment)
  await send('DELETE', attachment)

  const rejected = await charge(agreement, { external_id: 'C-3' })
  const declined = await charge(agreement, { external_id: 'C-4' })
  moveClock(5 * second)
  await simulate('DELETE', `/users/me/payments/${rejected}`)
  await simulate('DELETE', `/users/me/payments/${rejected}`)
  await send('DELETE', `${path}/${declined}`)
  await send('DELETE', `${path}/${declined}`)
  await send('DELETE', `${path}/${nobody}`)

  moveClock(2 * day)
  const refunds = `/agreements/${agreement}/payments/${id}/refunds`
  const callback = { status_callback_url: 'https://shop.example/refunds' }
  await send('POST', refunds, { ...callback, amount: 4, external_id: 'R-1' })
  await send('POST', refunds, callback)
  await send('POST', refunds, { ...callback, amount: -1 })
  moveClock(60 * second)
  await send('GET', refunds)
  await send('GET', `/agreements/${agreement}/payments/${nobody}/refunds`)
  await send('POST', `/agreements/${agreement}/payments/${nobody}/refunds`, callback)
}

/** One-offs on an agreement that is there. */
export const playOneOffs = async (): Promise<void> => {
  const { requestOneOff, send, signUp, simulate } = openProvider('finnish')
  const agreement = await signUp()
  const path = `/agreements/${agreement}/oneoffpayments`
  const answer = (id: string, value: string, person = people.oili) =>
    simulate('PATCH', `/users/v1/me${path}/${id}`, replace('/status', value), person)
  await send('POST', path, {})
  await send('POST', `/agreements/${nobody}/oneoffpayments`, {
    amount: 1,
    external_id: 'O',
    description: 'Nothing',
    links: [{ rel: 'user-redirect', href: 'https://shop.example/' }],
  })
  const id = await requestOneOff(agreement)
  await send('GET', path)
  await send('GET', `/agreements/${nobody}/oneoffpayments`)
  await send('GET', `${path}/${id}`)
  await send('GET', `${path}/${nobody}`)
  await send('POST', `${path}/${id}/capture`)
  await answer(id, 'Perhaps')
  await answer(id, 'Accepted')
  await answer(id, 'Accepted')
  await answer(nobody, 'Accepted')
  await send('POST', `${path}/${id}/capture`)
  await send('POST', `${path}/${nobody}/capture`)
  await send('DELETE', `${path}/${id}`)
  await send('DELETE', `${path}/${await requestOneOff(agreement, { external_id: 'O-2' })}`)
  await send('DELETE', `${path}/${nobody}`)
  await answer(await requestOneOff(agreement, { external_id: 'O-3' }), 'Rejected')
}
