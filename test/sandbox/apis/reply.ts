export const jsonReply = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  })

/** MobilePay says nothing in the body of most refusals. */
export const emptyReply = (
  status: 200 | 204 | 401 | 403 | 404 | 405 | 409 | 429 | 500 | 501,
): Response => new Response(null, { status })

export const notFound = (): Response => emptyReply(404)

export const pdfReply = (pdf: Uint8Array<ArrayBuffer>): Response =>
  new Response(pdf, { headers: { 'content-type': 'application/pdf' } })
