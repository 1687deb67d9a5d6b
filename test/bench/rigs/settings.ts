/** What every rig is told: its own port, MobilePay's place, and where people log in. */
export const port = Number(process.env['PORT'])
export const upstream = new URL(process.env['UPSTREAM'] ?? 'http://none.invalid')
export const issuer = process.env['ISSUER'] ?? ''
export const publicUrl = `http://localhost:${port}`
/** The same key in each start, so that a session outlives its process. */
export const secret = process.env['SECRET'] ?? ''
export const client = { id: 'bench', secret: 'a secret of the bench' }
