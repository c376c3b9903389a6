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
