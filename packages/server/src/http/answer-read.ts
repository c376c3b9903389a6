import { hash } from 'node:crypto'
import type { Context } from 'hono'
import { answerHeaders } from './answer-headers.js'
import { matchesETag } from './matches-etag.js'
import { requireViewer } from './request-context.js'
import type { AppEnv, Viewer } from './request-context.js'

/** A finished answer to a read: the same bytes for everybody who may share it. */
export interface Readable {
  /** JSON as it is sent: a text would be turned into bytes for every reader, and for the tag. */
  readonly body: Uint8Array<ArrayBuffer>
  /** Weak; it changes with every id, version, name and address in the body. */
  readonly etag: string
  readonly headers: Readonly<Record<string, string>>
}

/** Says for whom a read is rendered: with `viewer=me` for the signed-in user, else as for everybody, whoever asks.
 *  @throws HttpProblem `sign_in_required` | `scope_missing`. */
export function readerOf(c: Context<AppEnv>, viewer: 'me' | undefined): Viewer | undefined {
  return viewer === 'me' ? requireViewer(c, 'read') : undefined
}

/** Finishes a read. Hashing the body, names and addresses included, costs less than finding out what else may have changed. */
export function toReadable(value: object, headers: Readonly<Record<string, string>> = {}): Readable {
  const body = Buffer.from(JSON.stringify(value))
  return { body, etag: `W/"${hash('sha1', body, 'base64url')}"`, headers }
}

/** Sends a read. Only without a token may caches keep it, for five seconds, and only then can it be answered with 304. Such an
 *  answer brings all of its headers along: set one by one later, they cost as much as the rest of sending it. */
export function answerRead(c: Context<AppEnv>, { body, etag, headers }: Readable): Response {
  if (c.get('viewer')) {
    return c.body(body, 200, { ...headers, 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  }
  c.set('hasAllHeaders', true)
  const shared = { ...answerHeaders(c.get('requestId')), ...headers, ETag: etag, 'Cache-Control': 'public, max-age=5' }
  if (matchesETag(c.req.header('If-None-Match'), etag)) return new Response(null, { status: 304, headers: shared })
  return new Response(body, { headers: { ...shared, 'Content-Type': 'application/json' } })
}
