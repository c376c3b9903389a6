import { OutgoingError } from './outgoing-error.js'

/** A request to a service that the operator's own configuration names. */
export interface ServiceRequest {
  readonly url: string | URL
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer> | FormData
}

/** How long, and how much. */
export interface ServiceCallOptions {
  readonly signal: AbortSignal
  /** The most that the body of the answer may have, decompressed. */
  readonly maxBytes: number
}

/** What came back, its body still on the way. Read the body to its end, or leave its loop: either lets the connection go. */
export interface ServiceAnswer {
  readonly status: number
  readonly headers: Headers
  /** @throws OutgoingError `too_large` | `unreachable`; the signal's reason on abort. */
  readonly body: AsyncIterable<Uint8Array>
  readBytes(): Promise<Buffer>
  readText(): Promise<string>
}

/** Calls a service of the operator's, once: nothing is sent again and no redirect is followed, which would carry a key to
 *  a place that nobody named.
 *  @throws OutgoingError `unreachable`; the signal's reason on abort. */
export type CallService = (request: ServiceRequest, options: ServiceCallOptions) => Promise<ServiceAnswer>

/** Makes the function that all calls of configured services go through. */
export function createCallService({ fetch = globalThis.fetch }: { fetch?: typeof globalThis.fetch } = {}): CallService {
  return async ({ url, method, headers = {}, body }, { signal, maxBytes }) => {
    const { origin } = new URL(url)
    const fail = (cause: unknown): never => {
      signal.throwIfAborted()
      if (cause instanceof OutgoingError) throw cause
      throw new OutgoingError('unreachable', `${origin} gave no whole answer`, { cause })
    }
    const init = { method, headers: { 'User-Agent': 'ai-feed', ...headers }, redirect: 'error', signal } as const
    const response = await fetch(url, { ...init, ...(body !== undefined && { body }) }).catch(fail)

    async function* read(): AsyncGenerator<Uint8Array> {
      let length = 0
      try {
        for await (const chunk of response.body ?? []) {
          length += chunk.byteLength
          if (length > maxBytes) throw new OutgoingError('too_large', `${origin} sends more than ${maxBytes} bytes`)
          yield chunk
        }
      } catch (error) {
        fail(error)
      }
    }
    const readBytes = async (): Promise<Buffer> => {
      const chunks: Uint8Array[] = []
      for await (const chunk of read()) chunks.push(chunk)
      return Buffer.concat(chunks)
    }

    return {
      status: response.status,
      headers: response.headers,
      body: { [Symbol.asyncIterator]: read },
      readBytes,
      readText: async () => (await readBytes()).toString('utf8'),
    }
  }
}
