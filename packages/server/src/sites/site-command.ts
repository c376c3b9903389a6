import { parseArgs } from 'node:util'
import { ConfigError } from '../config-error.js'
import type { Db } from '../database/schema.js'
import { addSite } from './add-site.js'
import { readSiteOrigin } from './site-origin.js'

/** What `ai-feed-server site …` was asked to do. */
export type SiteCommand =
  | { readonly verb: 'list' }
  | {
      readonly verb: 'add'
      readonly id: string
      readonly name?: string
      readonly origins: readonly string[]
      readonly signUp?: 'open' | 'invite' | 'closed'
    }

/** Reads the words after `site`.
 *  @throws ConfigError with one sentence for words that say nothing. */
export function readSiteCommand(words: readonly string[]): SiteCommand {
  const { values, positionals } = readWords(words)
  const [verb, id, ...rest] = positionals
  if (verb === 'list' && id === undefined) return { verb }
  if (verb !== 'add' || id === undefined || rest.length > 0) {
    throw new ConfigError('site takes "add ID" with --name, --origin and --sign-up, or "list"')
  }
  const signUp = values['sign-up']
  if (signUp !== undefined && signUp !== 'open' && signUp !== 'invite' && signUp !== 'closed') {
    throw new ConfigError(`--sign-up is "${signUp}", not open, invite or closed`)
  }
  return {
    verb,
    id,
    origins: (values.origin ?? []).map(readSiteOrigin),
    ...(values.name !== undefined && { name: values.name }),
    ...(signUp !== undefined && { signUp }),
  }
}

/** Carries a command out and gives the lines to print. `add` makes a site, or adds origins to one that is there and
 *  changes only what is named. The first site of a database is the default one. A running server follows within seconds. */
export async function runSiteCommand(db: Db, command: SiteCommand): Promise<string[]> {
  if (command.verb === 'list') return listSites(db)
  const sites = await readSites(db)
  const known = sites.find((site) => site.id === command.id)
  const origins = [...new Set([...(known?.origins ?? []), ...command.origins])]
  await addSite(db, {
    id: command.id,
    name: command.name ?? known?.name ?? command.id,
    origins,
    signUp: command.signUp ?? known?.signUp ?? 'closed',
    isDefault: known?.isDefault ?? sites.length === 0,
    ...(known && { defaults: known.defaults }),
  })
  return (await listSites(db)).filter((line) => line.startsWith(`${command.id}\t`))
}

async function listSites(db: Db): Promise<string[]> {
  const sites = await readSites(db)
  return sites.map(({ id, name, signUp, origins }) => [id, name, `sign-up ${signUp}`, origins.join(' ')].join('\t'))
}

async function readSites(db: Db) {
  const sites = await db.selectFrom('sites').selectAll().orderBy('id').execute()
  const origins = await db.selectFrom('site_origins').selectAll().orderBy('origin').execute()
  return sites.map((site) => ({
    id: site.id,
    name: site.name,
    signUp: site.sign_up,
    isDefault: site.is_default,
    defaults: site.defaults,
    origins: origins.filter(({ site_id }) => site_id === site.id).map(({ origin }) => origin),
  }))
}

function readWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        origin: { type: 'string', multiple: true },
        'sign-up': { type: 'string' },
      },
    })
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
