import { customers } from './data/customers.ts'

interface Addresses {
  readonly portal: string
  readonly gateway: string
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUri: string
}

/**
 * The whole flow as lines for bash: a login, a payment, a customer, a night, the money. A test runs them as they
 * stand. The PKCE pair is the one that MobilePay's documentation prints.
 */
export const walkThrough = ({
  portal,
  gateway,
  clientId,
  clientSecret,
  redirectUri,
}: Addresses): string => `PORTAL=${portal} GATEWAY=${gateway}
CLIENT=${clientId} SECRET=${clientSecret}
CALLBACK=${redirectUri} JAR=$(mktemp) PAGE=$(mktemp)
VERIFIER=0396f08effbfdc95e803fd2d855bf8743f9f03097b6aaf6864eaa4081ed3e172
CHALLENGE=Ge5p0wzlM_2SrxcCy9WAplP_CupB2xu2uiwFq_BBUmY
browse() { curl -sL -b $JAR -c $JAR -H "Origin: $PORTAL" "$@"; }
tokens() { curl -s $GATEWAY/merchant-authentication-openidconnect/connect/token -d client_id=$CLIENT -d client_secret=$SECRET "$@"; }
api() { curl -s -H "Authorization: Bearer $ACCESS" -H 'Content-Type: application/json' "$@"; }
member() { sed -n "s/.*\\"$1\\":\\"\\([^\\"]*\\)\\".*/\\1/p"; }

# 1. Where everything is
curl -s $PORTAL/account/.well-known/openid-configuration; echo

# 2. The browser's part: authorization request, login, consent. The code comes back in a form
LOGIN=$(browse -o /dev/null -w '%{url_effective}' -G $PORTAL/account/connect/authorize \\
  --data-urlencode 'response_type=code id_token' -d response_mode=form_post -d client_id=$CLIENT \\
  --data-urlencode redirect_uri=$CALLBACK -d state=$RANDOM$RANDOM -d nonce=$RANDOM$RANDOM$RANDOM \\
  --data-urlencode 'scope=openid offline_access merchantpayments transactionreporting webhooks' \\
  -d code_challenge=$CHALLENGE -d code_challenge_method=S256 -d merchant_vat=DK12345678)
CONSENT=$(browse -o $PAGE -w '%{url_effective}' $LOGIN -d email=mette@example.dk -d password=anything)
# Asked only once: what was allowed before is not asked again, and the code is there already
grep -q 'name="code"' $PAGE || browse -o $PAGE $CONSENT -d decision=allow -d merchant_vat=DK12345678 \\
  -d product=merchantpayments -d product=transactionreporting -d product=webhooks
CODE=$(tr '<' '\\n' < $PAGE | sed -n 's/.*name="code" value="\\([^"]*\\)".*/\\1/p')

# 3. The server's part: tokens for the code
ANSWER=$(tokens -d grant_type=authorization_code -d code=$CODE -d code_verifier=$VERIFIER -d redirect_uri=$CALLBACK)
ACCESS=$(echo "$ANSWER" | member access_token) REFRESH=$(echo "$ANSWER" | member refresh_token)

# 4. A payment, which its customer approves on the phone, and which is captured and partly refunded
SINCE=$(date -u +%Y-%m-%dT%H:%M:%SZ)
KEY=$(printf '%04x%04x-0000-4000-8000-%04x%04x%04x' $RANDOM $RANDOM $RANDOM $RANDOM $RANDOM)
POINT=$(api $GATEWAY/v1/paymentpoints | member paymentPointId)
PAYMENT=$(api $GATEWAY/v1/payments -d '{"amount":12345,"idempotencyKey":"'$KEY'","paymentPointId":"'$POINT'","redirectUri":"https://shop.example/done","reference":"Order-1"}' | member paymentId)
browse -o /dev/null $PORTAL/phone/${customers[0]?.id} -d item=$PAYMENT -d act=approve
api -X POST $GATEWAY/v1/payments/$PAYMENT/capture -d '{"amount":12345}'
api $GATEWAY/v1/refunds -d '{"amount":345,"idempotencyKey":"'$KEY'","paymentId":"'$PAYMENT'","reference":"Refund-1"}'; echo
api $GATEWAY/v1/payments/$PAYMENT; echo

# 5. Two nights pass. The access token is too old by then; the money is at the bank
browse -o /dev/null $PORTAL/clock -d do=move -d by=night
browse -o /dev/null $PORTAL/clock -d do=move -d by=night
ACCESS=$(tokens -d grant_type=refresh_token -d refresh_token=$REFRESH | member access_token)
api "$GATEWAY/v3/reporting/transactions?paymentpointid=$POINT&startdate=$SINCE"; echo`
