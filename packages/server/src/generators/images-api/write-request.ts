import type { ServiceRequest } from '../../outgoing/call-service.js'
import type { GeneratorInput } from '../generator.js'

/** Which server, which model, which key. */
export interface ImagesApiAccount {
  /** As in `https://api.openai.com/v1`; a query, as of Azure, is kept. */
  readonly url: string
  readonly key?: string
  readonly model?: string
}

/** A reference as a server can read it. */
export interface ReferenceFile {
  readonly bytes: Uint8Array
  readonly type: string
}

/** How many pictures on the way are asked for. */
const partialImages = 2

/** Writes the one request of a generation: a picture from words, or, with a reference, an edit of it. One picture is streamed;
 *  several are asked for in one answer, because no event of the wire says which of them it is about.
 *  @param leftOut optional fields that this server refused before. */
export function writeRequest(
  account: ImagesApiAccount,
  input: Omit<GeneratorInput, 'signal' | 'reference'> & { readonly reference?: ReferenceFile | undefined },
  leftOut: ReadonlySet<string>,
): ServiceRequest {
  const { prompt, widthPx, heightPx, count, endUser, reference } = input
  const all: Record<string, string | number | boolean | undefined> = {
    model: account.model,
    prompt,
    n: count,
    size: `${widthPx}x${heightPx}`,
    stream: count === 1 ? true : undefined,
    partial_images: count === 1 ? partialImages : undefined,
    moderation: 'auto',
    safety_identifier: endUser,
  }
  const fields = Object.entries(all).flatMap(([name, value]) =>
    value === undefined || leftOut.has(name) ? [] : [[name, value] as const],
  )
  const headers = {
    Accept: 'text/event-stream, application/json',
    ...(account.key !== undefined && { Authorization: `Bearer ${account.key}` }),
  }
  if (!reference) {
    const body = JSON.stringify(Object.fromEntries(fields))
    const jsonHeaders = { ...headers, 'Content-Type': 'application/json' }
    return { url: addressOf(account.url, 'images/generations'), method: 'POST', headers: jsonHeaders, body }
  }
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, String(value))
  const extension = reference.type.slice('image/'.length)
  form.append('image[]', new File([new Uint8Array(reference.bytes)], `source.${extension}`, { type: reference.type }))
  return { url: addressOf(account.url, 'images/edits'), method: 'POST', headers, body: form }
}

/** The optional fields of a request: a server that refuses one gets later requests without it. */
export const optionalFields: readonly string[] = ['stream', 'partial_images', 'moderation', 'safety_identifier']

function addressOf(base: string, path: string): URL {
  const url = new URL(base)
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`
  return url
}
