import { generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Db, Schema, Trx } from './schema.js'

/** What a secret is for; no secret serves two ends. */
export type SecretName = 'cookie' | 'nonce' | 'media-url' | 'cursor' | 'end-user' | 'oidc-jwks'

/** The keys that all processes of one server share. */
export interface Secrets {
  /** The one to make new things with: 32 random bytes; for `oidc-jwks` a private ES256 key as JSON (JWK). */
  current(name: SecretName): Buffer
  /** All that are accepted, the current one first. */
  all(name: SecretName): readonly Buffer[]
}

/** Secrets that follow those in the database. */
export interface LiveSecrets extends Secrets {
  /** Reads them again. Their buffers stay the same as long as they are.
   *  @returns whether any has come, gone or become the current one. */
  reload(): Promise<boolean>
}

/** Every secret that a server needs. */
export const secretNames: readonly SecretName[] = ['cookie', 'nonce', 'media-url', 'cursor', 'end-user', 'oidc-jwks']

/** Reads the secrets from the database, making those that are missing. Processes that start together agree on one. */
export async function loadSecrets(db: Kysely<Schema>): Promise<LiveSecrets> {
  const rows = await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(SECRETS_LOCK)})`.execute(trx)
    const known = await readValid(trx)
    const missing = secretNames.filter((name) => !known.some((row) => row.name === name))
    if (missing.length === 0) return known
    for (const name of missing) await addSecret(trx, name)
    return readValid(trx)
  })
  return follow(db, rows)
}

function follow(db: Kysely<Schema>, first: readonly SecretRow[]): LiveSecrets {
  let known = first
  const all = (name: SecretName): readonly Buffer[] => {
    const rows = known.filter((row) => row.name === name)
    const current = rows.find(({ isKnownToAll }) => isKnownToAll) ?? rows.at(-1)
    return [...(current ? [current] : []), ...rows.filter((row) => row !== current)].map(({ value }) => value)
  }
  return {
    all,
    current(name) {
      const [current] = all(name)
      if (!current) throw new TypeError(`no secret ${name}`)
      return current
    },
    async reload() {
      const read = await readValid(db)
      if (describe(read) === describe(known)) return false
      const values = new Map(known.map((row) => [keyOf(row), row.value]))
      known = read.map((row) => ({ ...row, value: values.get(keyOf(row)) ?? row.value }))
      return true
    },
  }
}

interface SecretRow {
  readonly name: string
  readonly version: number
  readonly value: Buffer
  /** Every process has read it by now: what is made with it is understood everywhere. */
  readonly isKnownToAll: boolean
}

const keyOf = ({ name, version }: SecretRow): string => `${name} ${version}`
const describe = (rows: readonly SecretRow[]): string =>
  rows.map((row) => `${keyOf(row)} ${row.isKnownToAll}`).join('\n')

/** How long a new secret is accepted before anything is made with it. Processes read secrets again much more often. */
export const secretRestSeconds = 30

/** Whoever makes secrets holds this. */
export const SECRETS_LOCK = 4_181_970_003

async function readValid(db: Db): Promise<SecretRow[]> {
  return db
    .selectFrom('secrets')
    .select(['name', 'version', 'value'])
    .select(sql<boolean>`created_at <= now() - make_interval(secs => ${secretRestSeconds})`.as('isKnownToAll'))
    .where((where) => where.or([where('retired_at', 'is', null), where('retired_at', '>', sql<Date>`now()`)]))
    .orderBy('version', 'desc')
    .orderBy('name')
    .execute()
}

/** Adds a version of a secret. @returns its number. */
export async function addSecret(trx: Trx, name: SecretName): Promise<number> {
  const value = await makeSecret(name)
  const version = sql<number>`(select coalesce(max(version), 0) + 1 from secrets where name = ${name})`
  const row = await trx
    .insertInto('secrets')
    .values({ name, version, value })
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}

async function makeSecret(name: SecretName): Promise<Buffer> {
  if (name !== 'oidc-jwks') return randomBytes(32)
  const { privateKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' })
  const kid = randomBytes(9).toString('base64url')
  return Buffer.from(JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' }))
}
