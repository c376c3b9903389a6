import { createLocalJWKSet, errors as joseErrors, importJWK } from 'jose'
import type { JSONWebKeySet, JWK, JWTVerifyGetKey } from 'jose'
import { errors } from 'oidc-provider'
import type { Db } from '../../database/schema.js'

/** Fetches JSON from an address that somebody else gave, through the guarded fetcher. */
export type FetchJson = (url: string) => Promise<unknown>

/** Finds the keys with which a site's host signs; undefined when the site has none. */
export type FindHostKeys = (siteId: string) => Promise<JWTVerifyGetKey | undefined>

interface KeySet {
  readonly getKey: JWTVerifyGetKey
  readonly fetchedAtMs: number
}

const maxAgeMs = 600_000
/** A key that is not in the set may have been made a moment ago; asking the host again costs this long a wait. */
const minAgeMs = 60_000
const maxKeys = 100
const maxSets = 1_000

/** Creates the lookup of hosts' keys. Sets behind an address are kept for ten minutes, and fetched earlier, at most once
 *  a minute, when an assertion names a key that is not among them. A host that cannot be reached is not asked again for
 *  five seconds. */
export function createFindHostKeys({
  db,
  fetchJson,
  clock,
}: {
  db: Db
  fetchJson: FetchJson
  clock: () => number
}): FindHostKeys {
  const sets = new Map<string, Promise<KeySet>>()

  async function load(url: string, oldestMs: number): Promise<KeySet> {
    const known = sets.get(url)
    const set = await known
    if (set && set.fetchedAtMs > clock() - oldestMs) return set
    // Somebody else may have begun to fetch meanwhile.
    const other = sets.get(url)
    if (other !== undefined && other !== known) return other
    if (sets.size >= maxSets) sets.clear()
    const fetching = fetchKeySet(url)
    sets.set(url, fetching)
    fetching.catch(() => setTimeout(() => sets.get(url) === fetching && sets.delete(url), 5_000).unref())
    return fetching
  }

  async function fetchKeySet(url: string): Promise<KeySet> {
    try {
      return { getKey: createLocalJWKSet(readKeySet(await fetchJson(url))), fetchedAtMs: clock() }
    } catch (cause) {
      throw unavailable(cause)
    }
  }

  return async (siteId) => {
    const site = await db
      .selectFrom('sites')
      .select(['sso_key', 'sso_jwks_url'])
      .where('id', '=', siteId)
      .executeTakeFirst()
    if (site?.sso_key) return onlyKey(site.sso_key)
    const url = site?.sso_jwks_url
    if (url === undefined || url === null) return undefined

    return async (header, token) => {
      const { getKey } = await load(url, maxAgeMs)
      try {
        return await getKey(header, token)
      } catch (error) {
        if (!(error instanceof joseErrors.JWKSNoMatchingKey)) throw error
        const fresh = await load(url, minAgeMs)
        return fresh.getKey(header, token)
      }
    }
  }
}

/** The one key of a site, whatever `kid` an assertion names; its algorithm is the key's and nobody else's choice. */
function onlyKey(jwk: JWK): JWTVerifyGetKey {
  return async ({ alg }) => {
    if (alg !== (jwk.kty === 'RSA' ? 'RS256' : 'ES256')) throw new joseErrors.JWKSNoMatchingKey()
    return importJWK(jwk, alg)
  }
}

function readKeySet(value: unknown): JSONWebKeySet {
  const keys = typeof value === 'object' && value !== null && 'keys' in value ? value.keys : undefined
  if (!Array.isArray(keys) || keys.length > maxKeys) throw new TypeError('no set of keys')
  return { keys: keys as JWK[] }
}

function unavailable(cause: unknown): Error {
  const error = new errors.TemporarilyUnavailable('the keys of the site cannot be fetched', { cause })
  return Object.assign(error, { status: 503, statusCode: 503 })
}
