import type { RequestListener } from 'node:http'
import type { Provider } from 'oidc-provider'
import { createDpopNonces } from './dpop-nonce.js'
import { createProvider } from './provider.js'
import type { ProviderDeps } from './provider.js'

/** The authorization server as its secrets are now. */
export interface LiveProvider {
  current(): Provider
  /** The one that takes a proof with this nonce: while secrets are replaced, those of both are good. */
  ofNonce(nonce: string | undefined): Provider
}

/** Creates what gives the authorization server, made anew when secrets come or go: it keeps them for life, and has one secret
 *  for nonces. */
export function createLiveProvider(deps: ProviderDeps): LiveProvider {
  const { secrets } = deps
  let made: readonly Made[] = []
  let from: readonly Buffer[] = []

  function all(): readonly Made[] {
    const now = (['nonce', 'cookie', 'oidc-jwks'] as const).flatMap((name) => secrets.all(name))
    if (now.length === from.length && now.every((secret, at) => secret === from[at])) return made
    from = now
    made = secrets.all('nonce').map((secret) => ({
      provider: createProvider(deps, secret),
      isFresh: createDpopNonces(() => [secret]).isFresh,
    }))
    return made
  }

  const current = (): Provider => {
    const [first] = all()
    if (!first) throw new TypeError('no secret for nonces')
    return first.provider
  }
  return {
    current,
    ofNonce: (nonce) =>
      (nonce === undefined ? undefined : all().find(({ isFresh }) => isFresh(nonce))?.provider) ?? current(),
  }
}

interface Made {
  readonly provider: Provider
  readonly isFresh: (nonce: string) => boolean
}

/** Creates what the HTTP server calls for the paths of isOAuthPath. Whatever Host or forwarded header a request came with,
 *  it is taken as one to PUBLIC_URL: `htu` of proofs, redirects and Secure cookies follow from that. */
export function createOAuthListener(providers: LiveProvider): RequestListener {
  const answers = new WeakMap<Provider, ReturnType<Provider['callback']>>()
  return (request, response) => {
    const provider = providers.ofNonce(readNonce(request.headers['dpop']))
    const { host, protocol } = new URL(provider.issuer)
    const answer = answers.get(provider) ?? provider.callback()
    answers.set(provider, answer)
    for (const name of Object.keys(request.headers)) if (name.startsWith('x-forwarded-')) delete request.headers[name]
    request.headers.host = host
    request.headers['x-forwarded-proto'] = protocol.slice(0, -1)
    void answer(request, response)
  }
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
