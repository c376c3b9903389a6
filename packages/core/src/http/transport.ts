import type { Shape } from '@ai-feed/protocol'
import type { FeedError } from '../feed-error.js'
import { abortable } from '../platform/abortable.js'
import { own } from '../platform/own.js'
import { writeJson } from '../platform/write-json.js'
import type { Authorization } from './authorization.js'
import { readText } from './read-body.js'
import { badResponse, errorOfFailure } from './translate-error.js'

/** A request of the wire, path below the server's origin. */
export interface WireRequest {
  readonly path: string
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly json?: unknown
  readonly body?: BodyInit
  readonly signal?: AbortSignal | undefined
  /** Asks the server again even if the browser has an answer that is young enough for it. */
  readonly isFresh?: boolean | undefined
  /** For answer and body together; default 30 s, 0 for none. */
  readonly timeoutMs?: number
  /** Gives an answer that is not 2xx to the reader too, instead of throwing. */
  readonly readsRefusals?: boolean
  /** Proves this request instead of the session; null sends it without any. */
  readonly authorization?: Authorization | null
  /** Sends this request instead of fetch. */
  readonly sendBy?: ((url: string, init: RequestInit) => Promise<Response>) | undefined
}

/** How often one request is proved: at first, with a nonce, and with a fresh token. */
const maxProofs = 3

const jsonHeaders = { 'content-type': 'application/json' }

/** Sends requests to one server and gives back checked answers. Never repeats a write on its own: a request goes out
 *  again only after a 401, which the server answers before it does anything. */
export interface Transport {
  readonly server: string
  /** Sends, and reads the answer by `read` while the time limit still runs. */
  send<T>(request: WireRequest, read: (response: Response) => Promise<T>): Promise<T>
  /** Sends, and reads the JSON of the answer by its shape. */
  json<T>(shape: Shape<T>, request: WireRequest): Promise<T>
}

/** What a transport needs. */
export interface TransportOptions {
  readonly server: string
  readonly fetch: typeof fetch | undefined
  readonly authorization: Authorization
  /** Reads a refusal. What does it is loaded by the first: most visits meet none. */
  readonly readProblem: (response: Response) => Promise<FeedError>
}

/** Makes the transport of one client. */
export function createTransport(options: TransportOptions): Transport {
  const { server } = options
  // Taken now, so that a page that patches fetch later does not see what goes through here.
  const fetchNow = options.fetch ?? globalThis.fetch.bind(globalThis)

  async function send<T>(given: WireRequest, read: (response: Response) => Promise<T>): Promise<T> {
    const request = own(given)
    const { signal, timeoutMs = 30_000, method = 'GET' } = request
    const json = request.json === undefined ? undefined : { body: writeJson(request.json), headers: jsonHeaders }
    const authorization = request.authorization === undefined ? options.authorization : request.authorization
    const url = server + request.path
    for (let proofs = 1; ; proofs += 1) {
      // Tokens may have to be renewed first, for others too: who has left does not wait for that.
      const proof = await abortable(authorization?.prove(method, url.split('?', 1)[0] ?? url), signal)
      const timeout = timeoutMs === 0 ? undefined : AbortSignal.timeout(timeoutMs)
      const either = AbortSignal.any([signal, timeout].filter((one) => one !== undefined))
      try {
        const init = own<RequestInit>({
          method,
          headers: own({ ...json?.headers, ...request.headers, ...proof?.headers }),
          body: json?.body ?? request.body ?? null,
          signal: either,
          referrerPolicy: 'no-referrer',
          // No route of the wire redirects: a proof never follows one to somewhere else.
          redirect: proof === undefined ? 'follow' : 'error',
          cache: request.isFresh ? 'no-cache' : 'default',
        })
        // A fetch of the app's own may hear of no abort.
        const fetching = (request.sendBy ?? fetchNow)(url, init)
        const response = await abortable(fetching, either)
        authorization?.observe(response.headers)
        if (response.ok || request.readsRefusals) return await abortable(read(response), either)
        throw await abortable(options.readProblem(response), either)
      } catch (cause) {
        const error = errorOfFailure(cause, signal, timeout)
        if (
          proof === undefined ||
          proofs === maxProofs ||
          !(await abortable(authorization?.recover(error, proof), signal))
        )
          throw error
      }
    }
  }

  return {
    server,
    send,
    json: (shape, request) => send(request, (response) => readJson(shape, response)),
  }
}

/** Reads the JSON of an answer by its shape. @throws FeedError `bad_response` */
export async function readJson<T>(shape: Shape<T>, response: Response): Promise<T> {
  try {
    return shape(JSON.parse(await readText(response)))
  } catch (cause) {
    // A body that breaks off is a TypeError, as is a network that is not there; but there was one.
    throw badResponse(cause)
  }
}
