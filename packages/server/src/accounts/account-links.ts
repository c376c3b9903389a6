import { createHash, randomBytes } from 'node:crypto'
import type { Limits } from '@ai-feed/protocol'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { AccountLink, AccountLinks } from '../account-ports.js'
import type { Db, Schema, Trx } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import type { ModerateText } from '../ports.js'
import { createUser } from './create-user.js'
import { findNameFault } from './find-name-fault.js'
import { findPasswordFault } from './passwords.js'
import type { Passwords } from './passwords.js'
import { readNewUser } from './read-new-user.js'
import { setPassword } from './set-password.js'

/** What a link is for: a site's invitation, or a new start for one of its users. */
export type NewLink = { readonly siteId: string; readonly validHours: number } & (
  | { readonly kind: 'invite' }
  | { readonly kind: 'reset'; readonly userId: string }
)

/** Makes a link that works once. A newer reset link takes the older ones of its user back.
 *  @returns its token, of which the database keeps the hash alone. */
export async function makeLink(db: Db, link: NewLink): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  const userId = link.kind === 'reset' ? link.userId : null
  if (userId !== null) await db.deleteFrom('account_links').where('user_id', '=', userId).execute()
  await sql`
    insert into account_links (token_hash, site_id, user_id, kind, expires_at)
    values (${hashOf(token)}, ${link.siteId}, ${userId}, ${link.kind}, now() + make_interval(hours => ${link.validHours}::int))`.execute(
    db,
  )
  return token
}

/** Creates the use cases of links.
 *  @param endSignIns ends every sign-in of a user, as a part of the transaction. */
export function createAccountLinks({
  db,
  limits,
  passwords,
  endSignIns,
  moderateText,
}: {
  db: Kysely<Schema>
  limits: Limits
  passwords: Passwords
  endSignIns: (trx: Trx, userId: string) => Promise<void>
  moderateText: ModerateText
}): AccountLinks {
  return {
    find: (token, kind) => findLink(db, token, kind),

    async signUpByInvite(token, typed) {
      const link = await findLink(db, token, 'invite')
      if (!link) return { fault: 'link_used' }
      const { siteId } = link
      const user = await readNewUser(db, { siteId, ...typed }, limits)
      if ('fault' in user) return user
      const passwordFault = findPasswordFault(typed.password)
      if (passwordFault) return { fault: passwordFault }
      const nameFault = await findNameFault(moderateText, user.name)
      if (nameFault) return { fault: nameFault }
      const passwordHash = await passwords.hash(typed.password)
      try {
        return await db.transaction().execute(async (trx) => {
          if (!(await useLink(trx, token, 'invite'))) return { fault: 'link_used' as const }
          const { id } = await createUser(trx, { siteId, ...user, passwordHash })
          return { userId: id, siteId }
        })
      } catch (error) {
        if (error instanceof HttpProblem && error.code === 'handle_taken') return { fault: 'handle_taken' }
        throw error
      }
    },

    async reset(token, password) {
      const fault = findPasswordFault(password)
      if (fault) return { fault }
      if (!(await findLink(db, token, 'reset'))) return { fault: 'link_used' }
      const hash = await passwords.hash(password)
      return db.transaction().execute(async (trx) => {
        const used = await useLink(trx, token, 'reset')
        if (!used?.userId) return { fault: 'link_used' as const }
        const { siteId, userId } = used
        await setPassword(trx, { siteId, userId, hash })
        await trx.deleteFrom('passkeys').where('site_id', '=', siteId).where('user_id', '=', userId).execute()
        await endSignIns(trx, userId)
        return { userId, siteId }
      })
    },
  }
}

async function findLink(db: Db, token: string, kind: 'invite' | 'reset'): Promise<AccountLink | undefined> {
  const row = await db
    .selectFrom('account_links')
    .innerJoin('sites', 'sites.id', 'account_links.site_id')
    .leftJoin('users', 'users.id', 'account_links.user_id')
    .select(['sites.id as siteId', 'sites.name as siteName', 'users.handle'])
    .where('token_hash', '=', hashOf(token))
    .where('kind', '=', kind)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  if (!row) return undefined
  const { handle, ...link } = row
  return { ...link, ...(handle !== null && { handle }) }
}

async function useLink(
  trx: Trx,
  token: string,
  kind: 'invite' | 'reset',
): Promise<{ siteId: string; userId: string | null } | undefined> {
  return trx
    .deleteFrom('account_links')
    .where('token_hash', '=', hashOf(token))
    .where('kind', '=', kind)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning(['site_id as siteId', 'user_id as userId'])
    .executeTakeFirst()
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
