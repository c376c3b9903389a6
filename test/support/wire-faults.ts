import type { ProblemCode, User } from '@ai-feed/protocol'

/** What a request may meet instead of an answer. `lost-answer` does the work and loses what was said about it. */
export type Fault =
  | 'offline'
  | 'lost-answer'
  | 'html-200'
  | 'cut'
  | 'hang'
  | { readonly code: ProblemCode; readonly retryAfter?: number }

/** A request as it reached the stub. */
export interface SeenRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Headers
  readonly cache: RequestCache
  readonly body: unknown
  readonly user: User | undefined
}

/** Chooses requests; a string matches `METHOD /path` by its start. */
export type Match = string | ((request: SeenRequest) => boolean)

/** The faults that requests are going to meet. */
export class WireFaults {
  #faults: { matches: (request: SeenRequest) => boolean; fault: Fault; times: number }[] = []

  add(match: Match, fault: Fault, times: number): void {
    const matches =
      typeof match === 'string' ? (seen: SeenRequest) => `${seen.method} ${seen.path}`.startsWith(match) : match
    this.#faults.push({ matches, fault, times })
  }

  /** The fault of a request, used up by it. */
  take(request: SeenRequest): Fault | undefined {
    const known = this.#faults.find(({ matches, times }) => times > 0 && matches(request))
    if (known !== undefined) known.times -= 1
    return known?.fault
  }

  clear(): void {
    this.#faults = []
  }
}

/** Reads a request as the stub sees it; `users` are the bearers of tokens. */
export async function readRequest(request: Request, users: ReadonlyMap<string, User>): Promise<SeenRequest> {
  const url = new URL(request.url)
  const text = request.method === 'GET' ? '' : await request.text()
  const isJson = request.headers.get('content-type')?.includes('json') ?? false
  const token = /^DPoP (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
  return {
    method: request.method,
    url: url.pathname + url.search,
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: request.headers,
    cache: request.cache,
    body: isJson ? JSON.parse(text) : text,
    user: token === undefined ? undefined : users.get(token),
  }
}
