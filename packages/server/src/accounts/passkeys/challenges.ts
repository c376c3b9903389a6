import { sql } from 'kysely'
import type { Db } from '../../database/schema.js'

/** What an authenticator is asked to sign, and what is remembered with it. */
export interface Challenge {
  readonly challenge: string
  /** Names the form that the answer must come from. */
  readonly boundTo: string
  /** Of registrations: the user, who with a handle is still to be made. */
  readonly userId?: string | undefined
  readonly handle?: string | undefined
  readonly name?: string | undefined
}

/** Remembers a challenge for ten minutes, as long as a sign-in may take. */
export async function rememberChallenge(db: Db, challenge: Challenge): Promise<void> {
  await db
    .insertInto('passkey_challenges')
    .values({
      challenge: challenge.challenge,
      bound_to: challenge.boundTo,
      user_id: challenge.userId ?? null,
      handle: challenge.handle ?? null,
      name: challenge.name ?? null,
      expires_at: sql<Date>`now() + interval '10 minutes'`,
    })
    .execute()
}

/** Takes a challenge that an answer names: it is gone then, whatever the answer is worth.
 *  @returns undefined when it was not asked, not for this form, or answered before. */
export async function takeChallenge(db: Db, challenge: string, boundTo: string): Promise<Challenge | undefined> {
  const row = await db
    .deleteFrom('passkey_challenges')
    .where('challenge', '=', challenge)
    .where('bound_to', '=', boundTo)
    .where('expires_at', '>', sql<Date>`now()`)
    .returningAll()
    .executeTakeFirst()
  if (!row) return undefined
  const { user_id: userId, handle, name } = row
  return { challenge, boundTo, userId: userId ?? undefined, handle: handle ?? undefined, name: name ?? undefined }
}

/** Makes the id of a user to be. */
export async function makeUserId(db: Db): Promise<string> {
  const { rows } = await sql<{ id: string }>`select uuidv7() as id`.execute(db)
  return (rows[0] as { id: string }).id
}
