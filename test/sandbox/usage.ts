import { defaultClient } from './create-core.ts'
import { merchants, portalUsers } from './merchants.ts'
import { walkThrough } from './walk-through.ts'

const portal = 'http://127.0.0.1:5175'
const gateway = 'http://127.0.0.1:5176'
const [redirectUri = ''] = defaultClient.redirectUris

const companies = merchants
  .map(({ id, vat, name, description }) => {
    const user = portalUsers.find((one) => one.merchants.includes(id))
    return `  ${vat}  ${name.padEnd(21)} ${(user?.email ?? '').padEnd(17)} ${description}`
  })
  .join('\n')

/** What `--help` prints. */
export const usage = `Usage: pnpm sandbox [options]

The stand-in for MobilePay, alone: merchant login, five APIs and the customers' phones on this machine.
Nothing is kept: ended, it has forgotten everything.

  --portal-port <number>    the portal that browsers see (5175)
  --gateway-port <number>   the gateway with the token endpoint and the APIs (5176)
  --refresh <mode>          OneTime (default) or ReUse
  --client-id <text>        ${defaultClient.id}
  --client-secret <text>    ${defaultClient.secret}
  --redirect-uri <url>      may be repeated;
                            ${defaultClient.redirectUris.join('\n                            ')}
  --seed <text>             another history for the merchants; the same text gives the same again
  --http-callbacks          callbacks and webhooks may go to http addresses of this machine
  --rate-limits             count calls as the Subscriptions facade does
  --facade                  behave as the facade in front of the platform that MobilePay was moved to
  --dialect <name>          openapi (default) or documentation: which is right where they differ
  --help                    this text

What there is
  ${portal}              every step of a login as it happens
  ${portal}/phone        the customers: accept, approve, pay, reject
  ${portal}/deliveries   callbacks and webhooks: attempts, next try, body, signature
  ${portal}/clock        the clock, switches, faults, a fresh start
  ${gateway}              token endpoint and APIs; no pages

Merchants and seeds
  Five companies with 13 months of history up to today. Companies and payment points keep their ids from start
  to start, points only under the same seed. "Forget everything done" on the clock page starts over at once.
${companies}

Clock
  It runs with the machine's until it is moved: a minute, an hour, a day, to the next morning. Everything due
  on the way happens, in order: deadlines, collections at 02:00, payouts at 04:10, retries of deliveries.
  Without a browser: curl -H 'Origin: ${portal}' ${portal}/clock -d do=move -d by=hour

Faults
  On the clock page: the next calls come late, break off, lose their answer or are answered by something else,
  anywhere or in one operation such as a capture or a refund, before or after the money has moved.
  What a payment, a charge or an invoice did to the money: curl ${portal}/sandbox/money/ID
  Tests that start it themselves (startSandbox) have all of this as functions in \`control\`.

Pointing an OpenID client here
  discovery      ${portal}/account/.well-known/openid-configuration
  issuer         ${gateway}/merchant, which is not the discovery address: tell your client
  response_type  "code id_token", response_mode form_post or fragment, PKCE with S256, a fresh nonce each time
  scope          openid offline_access, and of subscriptions invoice merchantpayments transactionreporting webhooks
  merchant_vat   one of the companies, e.g. DK12345678; a switch makes it optional, and then the APIs answer 403
  openid-client  discovery(new URL(DISCOVERY), CLIENT_ID, undefined, ClientSecretPost(CLIENT_SECRET),
                 { execute: [allowInsecureRequests, useCodeIdTokenResponseType] }); the issuer then fits by itself
  token request  client_secret_post; access tokens live 5 minutes, refresh tokens 13 months from their last use

The whole flow with curl, for bash:

${walkThrough({
  portal,
  gateway,
  clientId: defaultClient.id,
  clientSecret: defaultClient.secret,
  redirectUri,
})}`
