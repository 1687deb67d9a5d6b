const dayMilliseconds = 86_400_000

/** Days from which on an unused connection is worth a warning (decision 39). */
const warnDays = 7

/** Whole days left of a connection that nobody uses, and whether they are few. */
export function daysLeft(sessionExpiresAt: string, now: number): { days: number; few: boolean } {
  const days = Math.max(0, Math.floor((Date.parse(sessionExpiresAt) - now) / dayMilliseconds))
  return { days, few: days < warnDays }
}
