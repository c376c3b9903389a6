import { sql } from 'kysely'
import type { Db, Trx } from '../../database/schema.js'

/** A passkey as an authenticator has made it. */
export interface NewPasskey {
  readonly id: string
  readonly publicKey: Uint8Array
  readonly counter: number
  readonly transports: readonly string[]
  readonly name: string
}

/** A stored passkey with the state of its user. */
export interface FoundPasskey {
  readonly userId: string
  readonly userState: 'active' | 'suspended' | 'deleted'
  readonly publicKey: Buffer
  readonly counter: number
}

/** Stores a passkey.
 *  @returns false when it is stored already, whoever it belongs to. */
export async function insertPasskey(
  db: Db,
  owner: { siteId: string; userId: string },
  passkey: NewPasskey,
): Promise<boolean> {
  const result = await db
    .insertInto('passkeys')
    .values({
      id: passkey.id,
      site_id: owner.siteId,
      user_id: owner.userId,
      public_key: Buffer.from(passkey.publicKey),
      counter: passkey.counter,
      transports: [...passkey.transports],
      name: passkey.name,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Finds a passkey of a site; those of other sites are unknown here. */
export async function findPasskey(db: Db, siteId: string, id: string): Promise<FoundPasskey | undefined> {
  return db
    .selectFrom('passkeys')
    .innerJoin('users', 'users.id', 'passkeys.user_id')
    .select(['users.id as userId', 'users.state as userState', 'passkeys.public_key as publicKey', 'passkeys.counter'])
    .where('passkeys.site_id', '=', siteId)
    .where('passkeys.id', '=', id)
    .where('users.state', '!=', 'deleted')
    .executeTakeFirst()
}

/** Notes that a passkey was used, with the counter that it gave. */
export async function touchPasskey(db: Db, siteId: string, id: string, counter: number): Promise<void> {
  await db
    .updateTable('passkeys')
    .set({ counter, used_at: sql<Date>`now()` })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .execute()
}

/** The ids and transports of a user's passkeys. */
export async function listPasskeys(
  db: Db,
  siteId: string,
  userId: string,
): Promise<{ id: string; transports: string[] }[]> {
  return db
    .selectFrom('passkeys')
    .select(['id', 'transports'])
    .where('site_id', '=', siteId)
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .execute()
}

/** Removes a passkey of a user unless it is the last way to sign in. Others who change the user's ways wait meanwhile.
 *  @returns false when it had to stay. One that is not there counts as removed. */
export async function removePasskey(trx: Trx, siteId: string, userId: string, id: string): Promise<boolean> {
  await sql`select from users where id = ${userId} and site_id = ${siteId} for update`.execute(trx)
  const { rows } = await sql<{ ways: number }>`
    select (select count(*) from passkeys where user_id = ${userId} and id <> ${id})::int
      + (select count(*) from passwords where user_id = ${userId})::int as ways`.execute(trx)
  if ((rows[0]?.ways ?? 0) === 0) return false
  await trx
    .deleteFrom('passkeys')
    .where('site_id', '=', siteId)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .execute()
  return true
}
