import type { AiPreferences, Limits } from '@ai-feed/protocol'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { AccountOverview, AccountSettings } from '../account-ports.js'
import { findMutedWords, replaceMutedWords } from '../database/muted-words.js'
import type { Db, Schema } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import { findPasswordFault } from './passwords.js'
import type { Passwords } from './passwords.js'
import { readMutedWords } from './read-muted-words.js'
import { setPassword } from './set-password.js'

/** The words to which the account pages ask for AI preferences; other words get another name, so that every answer can be
 *  read beside its question. */
const preferencesVersion = 'ai-preferences-1'

/** Creates the use cases of the account pages. */
export function createAccountSettings({
  db,
  limits,
  passwords,
}: {
  db: Kysely<Schema>
  limits: Limits
  passwords: Passwords
}): AccountSettings {
  return {
    load: (siteId, userId) => loadOverview(db, siteId, userId),

    async changePassword({ siteId, userId, password }) {
      const fault = findPasswordFault(password)
      if (fault) return { fault }
      await setPassword(db, { siteId, userId, hash: await passwords.hash(password) })
      return undefined
    },

    async setAiPreferences(siteId, userId, preferences) {
      await db.transaction().execute(async (trx) => {
        const said = JSON.stringify(preferences)
        const changed = await sql`
          update users set defaults = coalesce(defaults, '{}') || jsonb_build_object('aiPreferences', ${said}::jsonb)
          where site_id = ${siteId} and id = ${userId} and state <> 'deleted'
            and defaults -> 'aiPreferences' is distinct from ${said}::jsonb`.execute(trx)
        // What somebody has said before is on record.
        if (changed.numAffectedRows === 0n) return
        await trx
          .insertInto('consents')
          .values({ site_id: siteId, user_id: userId, version: preferencesVersion, value: said })
          .execute()
      })
    },

    async setMutedWords(siteId, userId, typed) {
      try {
        const words = readMutedWords(typed, limits)
        await db.transaction().execute((trx) => replaceMutedWords(trx, { siteId, userId }, words))
        return undefined
      } catch (error) {
        if (error instanceof HttpProblem && error.code === 'invalid_field') return { fault: 'words' }
        throw error
      }
    },
  }
}

async function loadOverview(db: Db, siteId: string, userId: string): Promise<AccountOverview | undefined> {
  const { rows } = await sql<Omit<AccountOverview, 'passkeys' | 'mutedWords'>>`
    select u.id as "userId", u.handle, u.name, s.id as "siteId", s.name as "siteName",
      u.state = 'suspended' as "isSuspended", exists (select from passwords where user_id = u.id) as "hasPassword",
      coalesce(u.defaults->'aiPreferences', s.defaults->'aiPreferences') as "aiPreferences"
    from users u join sites s on s.id = u.site_id
    where u.site_id = ${siteId} and u.id = ${userId} and u.state <> 'deleted'`.execute(db)
  const user = rows[0]
  if (!user) return undefined
  const passkeys = await db
    .selectFrom('passkeys')
    .select(['id', 'name', 'created_at as createdAt', 'used_at as usedAt'])
    .where('site_id', '=', siteId)
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .execute()
  const mutedWords = await findMutedWords(db, { siteId, userId })
  return { ...user, aiPreferences: { ...nothingAllowed, ...user.aiPreferences }, passkeys, mutedWords }
}

const nothingAllowed: AiPreferences = { training: 'deny', inference: 'deny', generation: 'deny', embedding: 'deny' }
