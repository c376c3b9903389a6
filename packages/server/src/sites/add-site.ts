import { sql } from 'kysely'
import { isSiteId } from '../database/is-site-id.js'
import type { Db, PostDefaults } from '../database/schema.js'
import { ConfigError } from '../config-error.js'
import type { HostKey } from './host-key.js'
import { readSiteOrigin } from './site-origin.js'

/** A tenant to be made: one OAuth client with its pages' origins. */
export interface NewSite {
  /** Also the OAuth client id: a-z 0-9 and -, at most 40 characters. */
  readonly id: string
  readonly name: string
  readonly origins: readonly string[]
  /** Who may make an account. Default: nobody. */
  readonly signUp?: 'open' | 'invite' | 'closed'
  /** The site of requests that name none; there is one at most. */
  readonly isDefault?: boolean
  readonly defaults?: PostDefaults
  /** How the host vouches for its users; absent: as it is. */
  readonly sso?: { readonly key: HostKey | null; readonly jwksUrl: string | null }
  /** Generations a day, null for the server's limit; absent: as it is. */
  readonly budget?: number | null
}

/** What posts of a site get when neither author nor request says otherwise. Training is denied until somebody allows it. */
export const postDefaults: PostDefaults = {
  visibility: 'public',
  commentPolicy: 'everyone',
  remixPolicy: 'everyone',
  aiPreferences: { training: 'deny', inference: 'deny', generation: 'deny', embedding: 'deny' },
}

/** Makes a site, or brings an existing one of this id to the given name, origins and rules. Users and posts stay.
 *  @throws ConfigError for an id or an origin that cannot be. */
export async function addSite(db: Db, site: NewSite): Promise<void> {
  if (!isSiteId(site.id)) {
    throw new ConfigError(`site id "${site.id}" must be 1 to 40 of a-z, 0-9 and -, and not begin with -`)
  }
  const origins = [...new Set(site.origins.map(readSiteOrigin))]
  const values = {
    name: site.name,
    sign_up: site.signUp ?? ('closed' as const),
    is_default: site.isDefault ?? false,
    defaults: JSON.stringify(site.defaults ?? postDefaults),
    ...(site.sso && {
      sso_key: site.sso.key && JSON.stringify(site.sso.key),
      sso_jwks_url: site.sso.jwksUrl,
    }),
    ...(site.budget !== undefined && { budget: site.budget }),
  }
  const stored = db
    .insertInto('sites')
    .values({ id: site.id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
  const removed = db
    .deleteFrom('site_origins')
    .where('site_id', '=', site.id)
    .where(sql<boolean>`origin <> all (${origins}::text[])`)
  await stored.execute()
  await removed.execute()
  await sql`insert into site_origins (site_id, origin) select ${site.id}, unnest(${origins}::text[]) on conflict do nothing`.execute(
    db,
  )
}

/** Makes the default site of a fresh database; one that is there stays as the operator made it. */
export async function ensureDefaultSite(db: Db, site: Omit<NewSite, 'isDefault'>): Promise<void> {
  const known = await db.selectFrom('sites').select('id').where('is_default', '=', true).executeTakeFirst()
  if (!known) await addSite(db, { ...site, isDefault: true })
}
