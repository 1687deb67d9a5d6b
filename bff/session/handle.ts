import { hash, randomBytes } from 'node:crypto'

import * as z from 'zod/mini'

import { products } from '#shared/scopes.ts'

import {
  cookieNames,
  cookieNamesWith,
  deleteCookie,
  readCookie,
  serializeCookie,
} from './cookies.ts'
import type { Seals } from './seal.ts'

/** Seconds that a frame's handle lives; the frame asks for a new one before. */
export const handleSeconds = 600
/** Seconds between the answer in the tab and its use in the frame. */
const ticketSeconds = 120
/** A frame's jar holds about 10 KiB in all, so it keeps few handles (embedding.md 2.1). */
const maximumHandles = 3

const handleSchema = z.object({ secret: z.string(), client: z.string() })

const startSchema = z.object({
  secretHash: z.string(),
  client: z.string(),
  vat: z.string(),
  scopes: z.array(z.enum(products)),
  language: z.string(),
})

const ticketSchema = z.object({
  /** Of the handle that may use it, which in turn is of one integrator's frames. */
  secretHash: z.string(),
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  vat: z.string(),
  scopes: z.array(z.enum(products)),
  /** The checked authorization response, or why there is none. */
  answer: z.union([
    z.object({ kind: z.literal('response'), parameters: z.string() }),
    z.object({ kind: z.literal('failed'), failure: z.string() }),
  ]),
})

/** A secret of one frame: whoever has it may take the answer of the login it started. */
export type Handle = Readonly<z.infer<typeof handleSchema>>
/** What the frame's start form carries: proof that our server gave it to that frame. */
export type Start = Readonly<z.infer<typeof startSchema>>
/** The answer of an embedded login on its way from the tab to the frame. */
export type Ticket = Readonly<z.infer<typeof ticketSchema>>

/** Names a handle in public: in the cookie's name, in requests and in messages. */
export function handleId(secretHash: string): string {
  return secretHash.slice(0, 12)
}

export function hashSecret(secret: string): string {
  return hash('sha256', secret, 'base64url')
}

/** A fresh handle for a frame of `client`. */
export function newHandle(client: string): Handle {
  return { secret: randomBytes(32).toString('base64url'), client }
}

/** Seals a start token; it is good for as long as its handle. */
export function sealStart(seals: Seals, start: Start, now: number): Promise<string> {
  return seals.seal('start', start, now + handleSeconds)
}

export async function openStart(seals: Seals, sealed: string): Promise<Start | undefined> {
  const opened = await seals.open('start', sealed)
  const parsed = opened.kind === 'opened' ? startSchema.safeParse(opened.data) : undefined
  return parsed?.success === true ? parsed.data : undefined
}

export function sealTicket(seals: Seals, ticket: Ticket, now: number): Promise<string> {
  return seals.seal('ticket', ticket, now + ticketSeconds)
}

export async function openTicket(seals: Seals, sealed: string): Promise<Ticket | undefined> {
  const opened = await seals.open('ticket', sealed)
  const parsed = opened.kind === 'opened' ? ticketSchema.safeParse(opened.data) : undefined
  return parsed?.success === true ? parsed.data : undefined
}

/** A handle for a page that keeps it in its own memory, where the browser keeps no cookie. */
export function sealCookielessHandle(seals: Seals, handle: Handle, now: number): Promise<string> {
  return seals.seal('cookieless-handle', handle, now + handleSeconds)
}

/** The `Set-Cookie` values that give a frame its handle, and take its oldest ones. */
export async function setHandle(
  seals: Seals,
  handle: Handle,
  cookieHeader: string | undefined,
  now: number,
): Promise<readonly string[]> {
  // Browsers send cookies of one path in the order they were made: the first are the oldest.
  const surplus = cookieNamesWith(cookieHeader, cookieNames.handlePrefix).slice(
    0,
    -(maximumHandles - 1),
  )
  const sealed = await seals.seal('handle', handle, now + handleSeconds)
  const name = cookieNames.handlePrefix + handleId(hashSecret(handle.secret))
  return [
    serializeCookie(name, sealed, handleSeconds, 'framed'),
    ...surplus.map((old) => deleteCookie(old, 'framed')),
  ]
}

/** The `Set-Cookie` value that takes a handle from its frame. */
export function forgetHandle(id: string): string {
  return deleteCookie(cookieNames.handlePrefix + id, 'framed')
}

/**
 * The handle with that id, from its cookie or from the seal that a cookieless page sends, if it is
 * one of `client`'s.
 */
export async function openHandle(
  seals: Seals,
  id: string,
  client: string,
  cookieHeader: string | undefined,
  cookieless: string | undefined,
): Promise<Handle | undefined> {
  const value = cookieless ?? readCookie(cookieHeader, cookieNames.handlePrefix + id)
  if (value === undefined) return undefined
  const purpose = cookieless === undefined ? 'handle' : 'cookieless-handle'
  const opened = await seals.open(purpose, value)
  const parsed = opened.kind === 'opened' ? handleSchema.safeParse(opened.data) : undefined
  if (parsed?.success !== true) return undefined
  const handle = parsed.data
  return handle.client === client && handleId(hashSecret(handle.secret)) === id ? handle : undefined
}

/** Ids of the handles that a frame has use for, oldest first: opening costs CPU. */
export function newestHandleIds(cookieHeader: string | undefined): readonly string[] {
  return handleIds(cookieHeader).slice(-maximumHandles)
}

/** Ids of all handles that a frame's cookies hold, oldest first. */
export function handleIds(cookieHeader: string | undefined): readonly string[] {
  return cookieNamesWith(cookieHeader, cookieNames.handlePrefix).map((name) =>
    name.slice(cookieNames.handlePrefix.length),
  )
}
