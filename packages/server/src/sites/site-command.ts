import { readFile } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import { ConfigError } from '../config-error.js'
import type { Schema } from '../database/schema.js'
import { addSite, postDefaults } from './add-site.js'
import type { NewSite } from './add-site.js'
import { readHostKey } from './host-key.js'
import { readSites } from './read-sites.js'
import type { StoredSite } from './read-sites.js'
import type { SiteChange, SiteCommand } from './read-site-command.js'
import { removeSite } from './remove-site.js'

/** Carries a command out and gives the lines to print. `add` makes a site, or changes one that is there in what is said
 *  and nothing else. The first site of a database is the default one. A running server follows within seconds.
 *  @throws ConfigError with one sentence when it cannot be done. */
export async function runSiteCommand(db: Kysely<Schema>, command: SiteCommand): Promise<string[]> {
  const sites = await readSites(db)
  if (command.verb === 'list') return sites.map(describe)
  const known = sites.find((site) => site.id === command.id)
  if (command.verb === 'remove') {
    if (!known) throw new ConfigError(`there is no site ${command.id}`)
    const users = await removeSite(db, known.id, command)
    return [`${known.id}\tremoved\t${users} users`]
  }
  await addSite(db, await change(known, command, sites.length === 0))
  return (await readSites(db)).filter((site) => site.id === command.id).map(describe)
}

async function change(
  known: StoredSite | undefined,
  { id, ...said }: SiteChange & { id: string },
  isFirst: boolean,
): Promise<NewSite> {
  const missing = said.removedOrigins.find((origin) => !known?.origins.includes(origin))
  if (missing !== undefined) throw new ConfigError(`site ${id} has no origin ${missing}`)
  const origins = new Set([...(known?.origins ?? []), ...said.origins])
  for (const origin of said.removedOrigins) origins.delete(origin)
  const { visibility, commentPolicy, remixPolicy } = said
  return {
    id,
    name: said.name ?? known?.name ?? id,
    origins: [...origins],
    signUp: said.signUp ?? known?.signUp ?? 'closed',
    isDefault: known?.isDefault ?? isFirst,
    defaults: {
      ...(known?.defaults ?? postDefaults),
      ...(visibility && { visibility }),
      ...(commentPolicy && { commentPolicy }),
      ...(remixPolicy && { remixPolicy }),
    },
    ...(said.sso !== undefined && { sso: await readSso(said.sso) }),
    ...(said.budget !== undefined && { budget: said.budget === 'default' ? null : said.budget }),
  }
}

async function readSso(sso: NonNullable<SiteChange['sso']>): Promise<NonNullable<NewSite['sso']>> {
  if (sso === 'off') return { key: null, jwksUrl: null }
  if ('jwksUrl' in sso) return { key: null, jwksUrl: sso.jwksUrl }
  const text = await readFile(sso.keyFile, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new ConfigError(`--sso-key ${sso.keyFile} cannot be read: ${cause.code ?? cause.message}`, { cause })
  })
  return { key: readHostKey(text), jwksUrl: null }
}

/** One line a site, fields between tabs: what follows the origins is there only when it is so. */
function describe({ id, name, signUp, origins, hasKey, jwksUrl, budget }: StoredSite): string {
  const sso = hasKey ? ['sso key'] : jwksUrl === null ? [] : [`sso ${jwksUrl}`]
  return [
    id,
    name,
    `sign-up ${signUp}`,
    origins.join(' '),
    ...sso,
    ...(budget === null ? [] : [`budget ${budget}`]),
  ].join('\t')
}
