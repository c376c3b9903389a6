import { sql } from 'kysely'
import type { Db } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import { handleKey, readHandle } from './handle.js'

/** A user to be made. Without a password hash nobody can sign in as this user. */
export interface NewUser {
  /** Chosen before by makeUserId, where an authenticator has to know it; default: a fresh one. */
  readonly id?: string
  readonly siteId: string
  readonly handle: string
  readonly name?: string
  readonly passwordHash?: string
  /** The host's own id of a user whom it vouches for. */
  readonly ssoSub?: string
}

/** Makes a user of one site, in one statement.
 *  @throws HttpProblem `invalid_field` for a handle that cannot be, `handle_taken` for one whose skeleton is in use or rests,
 *  also when the host's user is there already. */
export async function createUser(db: Db, user: NewUser): Promise<{ id: string; handle: string }> {
  const read = readHandle(user.handle)
  if ('fault' in read) {
    throw new HttpProblem('invalid_field', `handle ${user.handle} refused: ${read.fault}`, {
      errors: [{ path: 'handle', message: read.fault }],
    })
  }
  const key = handleKey(read.handle)
  const hash = user.passwordHash ?? null
  const { rows } = await sql<{ id: string; handle: string }>`
    with made as (
      insert into users (id, site_id, handle, handle_key, name, sso_sub)
      select coalesce(${user.id ?? null}::uuid, uuidv7()), ${user.siteId}, ${read.handle}, ${key}, ${user.name ?? ''}, ${user.ssoSub ?? null}::text
      where not exists (
        select from freed_handles where site_id = ${user.siteId} and handle_key = ${key} and until > now())
      on conflict do nothing
      returning id, handle),
    secured as (
      insert into passwords (user_id, site_id, hash)
      select id, ${user.siteId}, ${hash}::text from made where ${hash}::text is not null)
    select id, handle from made`.execute(db)
  const made = rows[0]
  if (!made) throw new HttpProblem('handle_taken', `handle ${read.handle} is in use or rests`)
  return made
}
