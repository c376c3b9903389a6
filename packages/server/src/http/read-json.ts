import { DecodeError, decode } from '@ai-feed/protocol'
import type { Context } from 'hono'
import type { GenericSchema, InferOutput } from 'valibot'
import { HttpProblem } from './http-problem.js'
import type { AppEnv } from './request-context.js'

/** A request body: checked, and as it came, for the hash of an idempotent write. */
export interface JsonBody<T> {
  readonly value: T
  readonly bytes: Uint8Array
}

/** Reads the body of a request as JSON of the given shape. The last of two equal keys counts, as in every browser.
 *  @param maxBytes default: 64 kB, as published.
 *  @throws HttpProblem `unsupported_type` | `length_required` | `body_too_large` | `bad_json` | `unknown_field` | `invalid_field`,
 *  the last two with the failing path. */
export async function readJson<const S extends GenericSchema>(
  c: Context<AppEnv>,
  schema: S,
  { maxBytes = 65_536 }: { maxBytes?: number } = {},
): Promise<JsonBody<InferOutput<S>>> {
  refuseOtherTypes(c.req.header('Content-Type'))
  const bytes = await readBytes(c, maxBytes)
  const parsed = parse(bytes)
  // A list passes for an object without fields otherwise.
  if (Array.isArray(parsed)) throw invalid('invalid_field', '', 'is a list, not an object')
  refuseBrokenText(parsed, [])
  return { value: decodeRequest(schema, parsed), bytes }
}

/** Checks a value from a request against its schema.
 *  @throws HttpProblem `unknown_field` | `invalid_field`. Only the path goes to the log: values may be private. */
export function decodeRequest<const S extends GenericSchema>(schema: S, value: unknown): InferOutput<S> {
  try {
    return decode(schema, value)
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    const code = error.isUnknownField ? 'unknown_field' : 'invalid_field'
    throw invalid(code, error.path, `does not fit: ${error.reason}`.slice(0, 300))
  }
}

/** Refuses what PostgreSQL cannot store and no reader can see: NUL characters and halves of characters.
 *  @throws HttpProblem `invalid_field` */
export function refuseBrokenText(value: unknown, path: readonly string[]): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed()) {
      throw invalid('invalid_field', path.join('.'), 'has characters that are not text')
    }
  } else if (typeof value === 'object' && value !== null) {
    if (path.length >= maxDepth) throw invalid('invalid_field', path.join('.'), 'is nested too deeply')
    for (const [key, item] of Object.entries(value)) refuseBrokenText(item, [...path, key])
  }
}

/** No shape of the wire is half as deep. */
const maxDepth = 16

function invalid(code: 'unknown_field' | 'invalid_field', path: string, message: string): HttpProblem {
  return new HttpProblem(code, `field ${path.slice(0, 100)}`, { errors: [{ path: path.slice(0, 300), message }] })
}

function refuseOtherTypes(header: string | undefined): void {
  const [type = '', ...parameters] = (header ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  const isUtf8 = parameters.every(
    (parameter) => !parameter.startsWith('charset=') || /^charset="?utf-8"?$/.test(parameter),
  )
  if (type !== 'application/json' || !isUtf8) {
    throw new HttpProblem('unsupported_type', `Content-Type ${type.slice(0, 100)}, want application/json`)
  }
}

async function readBytes(c: Context<AppEnv>, maxBytes: number): Promise<Uint8Array> {
  const length = c.req.header('Content-Length')
  if (length === undefined || !/^\d+$/.test(length))
    throw new HttpProblem('length_required', 'body without Content-Length')
  if (Number(length) > maxBytes)
    throw new HttpProblem('body_too_large', `body of ${length} bytes, limit is ${maxBytes}`)
  return new Uint8Array(await c.req.arrayBuffer())
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch (cause) {
    throw new HttpProblem('bad_json', `body of ${bytes.length} bytes is not JSON in UTF-8`, { cause })
  }
}
