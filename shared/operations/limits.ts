/** Largest body of an ordinary write, in bytes (decision 25). */
export const ordinaryBody = 1024 * 1024

/** Largest body of a batch of up to 2000 charges or invoices, in bytes (decision 25). */
export const batchBody = 8 * ordinaryBody
