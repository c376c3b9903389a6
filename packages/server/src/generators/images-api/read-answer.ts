import type { GuardedFetch } from '../../outgoing/guarded-fetch.js'
import type { ServiceAnswer } from '../../outgoing/call-service.js'
import { GeneratorError } from '../generator.js'
import type { GeneratorFrame } from '../generator.js'
import { readEventBlocks } from './event-blocks.js'
import { errorOfFault, isObject, readFault, textOf } from './provider-error.js'

/** What reading an answer needs beside it. */
export interface ReadAnswerOptions {
  /** What addresses in the answer are relative to. */
  readonly baseUrl: string
  readonly guardedFetch: GuardedFetch
  readonly maxPictureBytes: number
  readonly signal: AbortSignal
}

/** Reads what a provider sends after 200: events, or all pictures in one JSON document, whichever it chose.
 *  @throws GeneratorError */
export function readAnswer(answer: ServiceAnswer, options: ReadAnswerOptions): AsyncGenerator<GeneratorFrame> {
  const type = answer.headers.get('Content-Type') ?? ''
  return /^text\/event-stream\b/i.test(type.trim()) ? readStream(answer, options) : readDocument(answer, options)
}

/** No event says which of several pictures it is about, so a stream has one. */
async function* readStream(answer: ServiceAnswer, options: ReadAnswerOptions): AsyncGenerator<GeneratorFrame> {
  let count = 0
  for await (const { event, data } of readEventBlocks(answer.body)) {
    if (data === '[DONE]') continue
    const body = parse(data)
    if (!isObject(body)) throw new GeneratorError('bad_output', 'provider sent an event that is no JSON object')
    const type = textOf(body['type']) || event
    if (type === 'error' || isObject(body['error'])) {
      throw errorOfFault(200, readFault(isObject(body['error']) ? body : { error: body }))
    }
    if (type.endsWith('.partial_image')) {
      const index = Number.isInteger(body['partial_image_index']) ? Number(body['partial_image_index']) : count
      count += 1
      yield { type: 'partial', variant: 0, index, bytes: decodeBase64(textOf(body['b64_json'])) }
    }
    if (type.endsWith('.completed')) {
      yield { type: 'final', variant: 0, bytes: await readPicture(body, options) }
      return
    }
  }
  throw new GeneratorError('provider_failed', 'provider ended its stream without a picture')
}

async function* readDocument(answer: ServiceAnswer, options: ReadAnswerOptions): AsyncGenerator<GeneratorFrame> {
  const body = parse(await answer.readText())
  const items = isObject(body) && Array.isArray(body['data']) ? body['data'].filter(isObject) : []
  if (items.length === 0) {
    const fault = readFault(body)
    throw fault ? errorOfFault(200, fault) : new GeneratorError('bad_output', 'provider sent no pictures')
  }
  // xAI answers 200 for what it refused and says so beside each picture.
  const allowed = items.filter((item) => item['respect_moderation'] !== false)
  if (allowed.length === 0) throw new GeneratorError('provider_refused', 'provider drew nothing that it would show')
  for (const [variant, item] of allowed.entries()) {
    yield { type: 'final', variant, bytes: await readPicture(item, options) }
  }
}

/** The bytes are in the answer, or at an address, which is somebody else's word. */
async function readPicture(item: Record<string, unknown>, options: ReadAnswerOptions): Promise<Uint8Array> {
  const inline = textOf(item['b64_json'])
  if (inline !== '') return decodeBase64(inline)
  const address = textOf(item['url'])
  if (address.startsWith('data:')) return decodeBase64(address)
  if (!URL.canParse(address, options.baseUrl) || address === '') {
    throw new GeneratorError('bad_output', 'provider sent neither a picture nor an address of one')
  }
  const { guardedFetch, signal, maxPictureBytes: maxBytes } = options
  const picture = await guardedFetch(new URL(address, options.baseUrl), { signal, maxBytes, accept: 'image/*' }).catch(
    (cause: unknown) => {
      signal.throwIfAborted()
      throw new GeneratorError('bad_output', 'picture at the address of the provider cannot be fetched', { cause })
    },
  )
  if (picture.status !== 200)
    throw new GeneratorError('bad_output', `address of the picture answered ${picture.status}`)
  return picture.bytes
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Without the cause, which quotes what was sent, and that may quote the prompt.
    throw new GeneratorError('bad_output', 'provider sent something that is no JSON')
  }
}

/** Takes plain base64 and data: addresses. What is wrong in it shows when the picture is decoded. */
function decodeBase64(text: string): Uint8Array {
  const bytes = Buffer.from(text.startsWith('data:') ? text.slice(text.indexOf(',') + 1) : text, 'base64')
  if (bytes.byteLength === 0) throw new GeneratorError('bad_output', 'provider sent an empty picture')
  return bytes
}
