import { generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Schema, Trx } from './schema.js'

/** What a secret is for; no secret serves two ends. */
export type SecretName = 'cookie' | 'nonce' | 'media-url' | 'cursor' | 'end-user' | 'oidc-jwks'

/** The keys that all processes of one server share. */
export interface Secrets {
  /** The one to make new things with: 32 random bytes; for `oidc-jwks` a private ES256 key as JSON (JWK). */
  current(name: SecretName): Buffer
  /** All that are still accepted, newest first: two while a key is being replaced. */
  all(name: SecretName): readonly Buffer[]
}

/** Every secret that a server needs. */
export const secretNames: readonly SecretName[] = ['cookie', 'nonce', 'media-url', 'cursor', 'end-user', 'oidc-jwks']

/** Reads the secrets from the database, making those that are missing. Processes that start together agree on one. */
export async function loadSecrets(db: Kysely<Schema>): Promise<Secrets> {
  const rows = await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(SECRETS_LOCK)})`.execute(trx)
    const known = await readValid(trx)
    const missing = secretNames.filter((name) => !known.some((row) => row.name === name))
    if (missing.length === 0) return known
    for (const name of missing) await addSecret(trx, name)
    return readValid(trx)
  })
  const all = (name: SecretName): readonly Buffer[] => rows.filter((row) => row.name === name).map((row) => row.value)
  return {
    all,
    current(name) {
      const [newest] = all(name)
      if (!newest) throw new TypeError(`no secret ${name}`)
      return newest
    },
  }
}

/** Whoever makes secrets holds this. */
export const SECRETS_LOCK = 4_181_970_003

async function readValid(trx: Trx): Promise<{ name: string; value: Buffer }[]> {
  return trx
    .selectFrom('secrets')
    .select(['name', 'value'])
    .where((where) => where.or([where('retired_at', 'is', null), where('retired_at', '>', sql<Date>`now()`)]))
    .orderBy('version', 'desc')
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
