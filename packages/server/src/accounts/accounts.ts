import type { Limits } from '@ai-feed/protocol'
import type { Db } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import type { Accounts, ModerateText } from '../ports.js'
import { accountBudgets, signInBudget, signUpBudget, takeFromBudgets } from './attempt-budgets.js'
import { createUser } from './create-user.js'
import { findNameFault } from './find-name-fault.js'
import { handleKey, readHandle } from './handle.js'
import { findPasswordFault } from './passwords.js'
import type { Passwords } from './passwords.js'
import { readNewUser } from './read-new-user.js'

/** What the accounts are built on. */
export interface AccountsDeps {
  readonly db: Db
  readonly limits: Limits
  readonly passwords: Passwords
  readonly moderateText: ModerateText
}

/** Creates the use cases of the sign-in pages. Every attempt counts against its account and its address. */
export function createAccounts({ db, limits, passwords, moderateText }: AccountsDeps): Accounts {
  return {
    async signIn({ siteId, handle: typed, password, address, isForAccountPages = false }) {
      const read = readHandle(typed)
      const handle = 'handle' in read ? read.handle : undefined
      // What cannot be a handle is nobody's account and has no budget of its own.
      const ofAccount = handle === undefined ? [] : accountBudgets(`${siteId}:${handle}`, limits)
      const wait = await takeFromBudgets(db, [signInBudget(address, limits), ...ofAccount])
      if (wait > 0) return { fault: 'limited', retryAfterSeconds: wait }

      const user = handle === undefined ? undefined : await findUser(db, siteId, handle)
      const matches = await passwords.verify(user?.hash ?? undefined, password.slice(0, 1_000))
      if (!user || !matches) return { fault: 'wrong' }
      return user.state === 'suspended' && !isForAccountPages ? { fault: 'suspended' } : { userId: user.id }
    },

    async signUp({ siteId, password, address, ...typed }) {
      const user = await readNewUser(db, { siteId, ...typed }, limits)
      if ('fault' in user && user.fault !== 'handle_taken') return user
      const passwordFault = findPasswordFault(password)
      if (passwordFault) return { fault: passwordFault }
      if ('fault' in user) return user

      const wait = await takeFromBudgets(db, [signUpBudget(address, limits)])
      if (wait > 0) return { fault: 'limited', retryAfterSeconds: wait }
      const nameFault = await findNameFault(moderateText, user.name)
      if (nameFault) return { fault: nameFault }

      const passwordHash = await passwords.hash(password)
      try {
        const { id } = await createUser(db, { siteId, ...user, passwordHash })
        return { userId: id }
      } catch (error) {
        if (error instanceof HttpProblem && error.code === 'handle_taken') return { fault: 'handle_taken' }
        throw error
      }
    },
  }
}

interface FoundUser {
  readonly id: string
  readonly state: 'active' | 'suspended' | 'deleted'
  readonly hash: string | null
}

async function findUser(db: Db, siteId: string, handle: string): Promise<FoundUser | undefined> {
  return db
    .selectFrom('users')
    .leftJoin('passwords', 'passwords.user_id', 'users.id')
    .select(['users.id', 'users.state', 'passwords.hash'])
    .where('users.site_id', '=', siteId)
    .where('users.handle_key', '=', handleKey(handle))
    .where('users.handle', '=', handle)
    .where('users.state', '!=', 'deleted')
    .executeTakeFirst()
}
