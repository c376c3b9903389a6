import type { Db, PostDefaults } from '../database/schema.js'

/** A site as the operator sees it. */
export interface StoredSite {
  readonly id: string
  readonly name: string
  readonly signUp: 'open' | 'invite' | 'closed'
  readonly isDefault: boolean
  readonly defaults: PostDefaults
  /** Sorted. */
  readonly origins: readonly string[]
  readonly hasKey: boolean
  readonly jwksUrl: string | null
  readonly budget: number | null
}

/** Reads all sites, ordered by id. */
export async function readSites(db: Db): Promise<StoredSite[]> {
  const sites = await db.selectFrom('sites').selectAll().orderBy('id').execute()
  const origins = await db.selectFrom('site_origins').selectAll().orderBy('origin').execute()
  return sites.map((site) => ({
    id: site.id,
    name: site.name,
    signUp: site.sign_up,
    isDefault: site.is_default,
    defaults: site.defaults,
    origins: origins.filter(({ site_id: siteId }) => siteId === site.id).map(({ origin }) => origin),
    hasKey: site.sso_key !== null,
    jwksUrl: site.sso_jwks_url,
    budget: site.budget,
  }))
}
