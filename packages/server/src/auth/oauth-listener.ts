import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { routes } from '@ai-feed/protocol'
import type { Provider } from 'oidc-provider'
import { crossOriginHeaders } from '../http/cross-origin.js'
import { HttpProblem } from '../http/http-problem.js'
import { problemOfError } from '../http/problem-of-error.js'
import type { Log } from '../log.js'
import type { LiveProvider } from './live-provider.js'
import { drawBusyPage, drawLimitedPage } from './pages/notice-page.js'
import type { Page } from './pages/layout.js'

export interface OAuthListenerDeps {
  readonly providers: LiveProvider
  readonly log: Log
  /** Counts one question for tokens, in this process, and gives the seconds to wait: whatever it brings is looked up. */
  readonly takeTokenRequest: (request: IncomingMessage) => number
  /** Counts one page of the address that a request came from, and gives the seconds to wait; 0 when there is one to have. */
  readonly takeSignInPage: (request: IncomingMessage) => Promise<number>
}

/** Creates what the HTTP server calls for the paths of isOAuthPath. Whatever Host or forwarded header a request came with,
 *  it is taken as one to PUBLIC_URL: `htu` of proofs, redirects and Secure cookies follow from that. The authorization endpoint
 *  keeps a row for each request of anybody, and so counts them. */
export function createOAuthListener({
  providers,
  log,
  takeTokenRequest,
  takeSignInPage,
}: OAuthListenerDeps): RequestListener {
  const answers = new WeakMap<Provider, ReturnType<Provider['callback']>>()

  function pass(request: IncomingMessage, response: ServerResponse): void {
    const provider = providers.ofNonce(readNonce(request.headers['dpop']))
    const { host, protocol } = new URL(provider.issuer)
    const answer = answers.get(provider) ?? provider.callback()
    answers.set(provider, answer)
    for (const name of Object.keys(request.headers)) if (name.startsWith('x-forwarded-')) delete request.headers[name]
    request.headers.host = host
    request.headers['x-forwarded-proto'] = protocol.slice(0, -1)
    void answer(request, response)
  }

  async function passCounted(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const languages = request.headers['accept-language'] ?? ''
    try {
      const wait = await takeSignInPage(request)
      if (wait === 0) return pass(request, response)
      sendNotice(response, 429, wait, drawLimitedPage(languages, wait))
    } catch (error) {
      log.error('sign-in.failed', { error })
      const { status, retryAfterSeconds = 5 } = problemOfError(error)
      sendNotice(response, status, retryAfterSeconds, drawBusyPage(languages))
    }
  }

  return (request, response) => {
    const path = request.url?.split('?', 1)[0]
    if (path === routes.authorize()) return void passCounted(request, response)
    const { method = 'GET' } = request
    if (path !== undefined && postOnly.has(path)) {
      const headers = { Allow: 'POST, OPTIONS' }
      if (method === 'OPTIONS' && request.headers.origin === undefined) return response.writeHead(204, headers).end()
      if (method !== 'POST' && method !== 'OPTIONS')
        return refuse(response, new HttpProblem('method_not_allowed', `${method} on ${path}`, { headers }))
    }
    const wait = method === 'POST' ? takeTokenRequest(request) : 0
    if (wait === 0) return pass(request, response)
    refuse(
      response,
      new HttpProblem('rate_limited', 'questions for tokens from one address', {
        retryAfterSeconds: wait,
        headers: { 'Retry-After': String(wait) },
      }),
    )
  }
}

/** What the authorization server answers to every other method as if it were not there. */
const postOnly: ReadonlySet<string> = new Set([routes.token(), routes.revoke()])

/** In the words of the wire: OAuth has none for this. */
function refuse(response: ServerResponse, problem: HttpProblem): void {
  const requestId = String(response.getHeader('X-Request-Id') ?? '')
  response
    .writeHead(problem.status, {
      ...crossOriginHeaders,
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...problem.headers,
    })
    .end(JSON.stringify(problem.toProblem(requestId)))
}

function sendNotice(response: ServerResponse, status: number, waitSeconds: number, page: Page): void {
  response.writeHead(status, { ...page.headers, 'Retry-After': String(waitSeconds) }).end(page.html)
}

/** Reads what a proof says its nonce is; the authorization server checks the proof itself. */
function readNonce(proof: string | string[] | undefined): string | undefined {
  const [, payload] = typeof proof === 'string' ? proof.split('.') : []
  if (payload === undefined) return undefined
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    const nonce = typeof claims === 'object' && claims !== null && 'nonce' in claims ? claims.nonce : undefined
    return typeof nonce === 'string' ? nonce : undefined
  } catch {
    // No proof at all: the authorization server says so.
    return undefined
  }
}
