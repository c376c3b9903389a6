import { sql } from 'kysely'
import { isSiteId } from '../database/is-site-id.js'
import type { Db } from '../database/schema.js'
import type { KnownKeys } from '../http/known-keys.js'

/** A site as sign-in sees it: an OAuth client with its pages' origins. */
export interface ClientSite {
  readonly id: string
  readonly name: string
  readonly signUp: 'open' | 'invite' | 'closed'
  readonly origins: readonly string[]
  /** Whether a host vouches for users of its own. */
  readonly hasHostKey: boolean
}

/** Finds a site by id with its origins, sorted; the default site without an id. */
export async function findClientSite(db: Db, id: string | undefined): Promise<ClientSite | undefined> {
  if (id !== undefined && !isSiteId(id)) return undefined
  const { rows } = await sql<ClientSite>`
    select id, name, sign_up as "signUp", (sso_key is not null or sso_jwks_url is not null) as "hasHostKey",
      array(select origin from site_origins where site_id = sites.id order by origin) as origins
    from sites where ${id === undefined ? sql`is_default` : sql`id = ${id}`}`.execute(db)
  return rows[0]
}

/** Tells whether some site's pages live at an origin. */
export async function isSiteOrigin(db: Db, origin: string): Promise<boolean> {
  const row = await db.selectFrom('site_origins').select('origin').where('origin', '=', origin).executeTakeFirst()
  return row !== undefined
}

/** Creates a lookup of sites for requests that carry no token. Sites hardly change and every read asks:
 *  a found one is remembered for five seconds, at most a thousand at a time.
 *  @throws HttpProblem `rate_limited` for an address that names many sites which do not exist. */
export function createFindSite(
  db: Db,
  knownKeys: KnownKeys,
  clock: () => number,
): (id: string | undefined, address: string) => Promise<ClientSite | undefined> {
  const remembered = new Map<string | undefined, { site: ClientSite; untilMs: number }>()
  return async (id, address) => {
    const known = remembered.get(id)
    if (known && known.untilMs > clock()) return known.site
    const asked = { address, key: `site ${id ?? ''}` }
    const site = await knownKeys.find(
      asked,
      () => findClientSite(db, id),
      (found) => found.id,
    )
    if (remembered.size >= 1_000) remembered.clear()
    if (site) remembered.set(id, { site, untilMs: clock() + 5_000 })
    return site
  }
}
