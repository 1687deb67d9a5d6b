const second = 1000
const minute = 60 * second
const hour = 60 * minute

type RetryAfter = (failures: number) => number | undefined

const byTable =
  (waits: readonly number[]): RetryAfter =>
  (failures) =>
    waits[failures - 1]

/** Eight times, each counted from the failure before. */
export const subscriptionRetries = byTable([
  5 * second,
  10 * minute,
  30 * minute,
  hour + 10 * minute,
  2 * hour + 30 * minute,
  5 * hour + 10 * minute,
  10 * hour + 30 * minute,
  21 * hour + 10 * minute,
])

/** Eight times, each counted from the failure before. */
export const invoiceRetries = byTable([
  5 * second,
  19 * minute,
  39 * minute,
  hour + 19 * minute,
  2 * hour + 39 * minute,
  5 * hour + 19 * minute,
  10 * hour + 39 * minute,
  21 * hour + 19 * minute,
])

const webhookAttempts = 32
const firstWebhookWaits = [0.5, 1, 2, 4, 8, 16, 32, 64].map((minutes) => minutes * minute)

/** Doubling up to 64 minutes, then every two hours, 32 attempts in all. */
export const webhookRetries: RetryAfter = (failures) =>
  failures < webhookAttempts ? (firstWebhookWaits[failures - 1] ?? 2 * hour) : undefined
