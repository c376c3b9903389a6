import { randomUUID } from 'node:crypto'
import { routes } from '@ai-feed/protocol'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import type { JWK, JWTPayload } from 'jose'
import { postToken } from './sign-in.ts'
import { createSessionKey } from './session-key.ts'
import type { SessionKey } from './session-key.ts'
import type { TestServer } from './test-server.ts'

/** What a host's assertion says; every part can be made wrong, and with undefined left out. */
export interface AssertionParts {
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
}

/** The server side of a site that signs its own users in. */
export interface HostSite {
  readonly siteId: string
  readonly publicJwk: JWK
  readonly publicKey: CryptoKey
  /** Makes an assertion as a host should, but for the parts that are given. */
  vouch(sub: string, parts?: AssertionParts): Promise<string>
  /** Trades an assertion for tokens. */
  trade(assertion: string, values?: Readonly<Record<string, string>>, key?: SessionKey): Promise<Response>
}

/** Makes a host with a fresh key and, unless told otherwise, gives its public half to the site. */
export async function createHostSite(
  server: Pick<TestServer, 'url' | 'db'>,
  { siteId, alg = 'ES256', isKnown = true }: { siteId: string; alg?: 'ES256' | 'RS256'; isKnown?: boolean },
): Promise<HostSite> {
  const { privateKey, publicKey } = await generateKeyPair(alg)
  const publicJwk = await exportJWK(publicKey)
  if (isKnown) {
    const values = { sso_key: JSON.stringify(publicJwk), sso_jwks_url: null }
    await server.db.updateTable('sites').set(values).where('id', '=', siteId).execute()
  }
  return {
    siteId,
    publicJwk,
    publicKey,
    async vouch(sub, { claims = {}, header = {} } = {}) {
      const now = Math.floor(Date.now() / 1_000)
      const payload: Record<string, unknown> = {
        iss: siteId,
        aud: server.url + routes.token(),
        sub,
        iat: now,
        exp: now + 60,
        jti: randomUUID(),
        ...claims,
      }
      return new SignJWT(withoutUndefined(payload)).setProtectedHeader({ alg, ...header }).sign(privateKey)
    },
    async trade(assertion, values = {}, key) {
      return postToken(server, key ?? (await createSessionKey()), {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        client_id: siteId,
        resource: server.url,
        scope: 'read write generate',
        assertion,
        ...values,
      })
    },
  }
}

function withoutUndefined(payload: Record<string, unknown>): JWTPayload {
  return Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined))
}
