import { hash } from 'node:crypto'
import type { Context } from 'hono'
import { matchesETag } from './matches-etag.js'
import { requireViewer } from './request-context.js'
import type { AppEnv, Viewer } from './request-context.js'

/** A finished answer to a read: the same bytes for everybody who may share it. */
export interface Readable {
  readonly body: string
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
  const body = JSON.stringify(value)
  return { body, etag: `W/"${hash('sha1', body, 'base64url')}"`, headers }
}

/** Sends a read. Only without a token may caches keep it, for five seconds, and only then can it be answered with 304. */
export function answerRead(c: Context<AppEnv>, { body, etag, headers }: Readable): Response {
  if (c.get('viewer')) {
    return c.body(body, 200, { ...headers, 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  }
  const shared = { ...headers, ETag: etag, 'Cache-Control': 'public, max-age=5' }
  if (matchesETag(c.req.header('If-None-Match'), etag)) return c.body(null, 304, shared)
  return c.body(body, 200, { ...shared, 'Content-Type': 'application/json' })
}
