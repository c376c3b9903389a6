import { createHash } from 'node:crypto'
import { addressBucket } from '../database/rate-limit.js'
import { createEvenBudget } from './even-budget.js'
import { HttpProblem } from './http-problem.js'

/** Keys that were found in the database lately, by hash: tokens, keys of moderators, names of sites. What nobody knows costs a
 *  query to find out, so an address may ask for few of these; what is known may be asked for as often as it wants, also from an
 *  address that a flood comes from. */
export interface KnownKeys {
  /** Looks a key up, unless the address has asked for too many that do not exist.
   *  @param siteOf the site of what was found.
   *  @throws HttpProblem `rate_limited`. */
  find<T>(
    asked: { address: string; key: string },
    lookUp: () => Promise<T | undefined>,
    siteOf: (found: T) => string,
  ): Promise<T | undefined>
  /** The site that a key was of when it was found last. */
  siteOf(key: string): string | undefined
}

/** As many as are used in ten minutes, on a server with very many users; forgotten ones are looked up again. */
const maxKnown = 50_000
const maxAddresses = 10_000

/** Creates the memory of one process. */
export function createKnownKeys(perMinute: number, clock: () => number): KnownKeys {
  const known = new Map<string, string>()
  const unknown = createEvenBudget({ perMinute, clock, maxKeys: maxAddresses })

  return {
    async find({ address, key }, lookUp, siteOf) {
      const hash = hashOf(key)
      const isKnown = known.has(hash)
      const asker = addressBucket(address)
      // Taken before the answer is there: a flood does not wait for answers.
      const waitMs = isKnown ? 0 : unknown.take(asker)
      if (waitMs > 0) {
        const retryAfterSeconds = Math.ceil(waitMs / 1_000)
        throw new HttpProblem('rate_limited', 'unknown keys from one address', { retryAfterSeconds })
      }
      const found = await lookUp().catch((error: unknown) => {
        // A database that is away says nothing of the key.
        if (!isKnown) unknown.giveBack(asker)
        throw error
      })
      known.delete(hash)
      if (found === undefined) return undefined
      if (!isKnown) unknown.giveBack(asker)
      known.set(hash, siteOf(found))
      const [oldest] = known.keys()
      if (known.size > maxKnown && oldest !== undefined) known.delete(oldest)
      return found
    },
    siteOf: (key) => known.get(hashOf(key)),
  }
}

/** No secret is kept in memory longer than its request. */
function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url')
}
