import type { Limits } from '@ai-feed/protocol'
import { addressBucket, takeFromBudget } from '../database/rate-limit.js'
import type { RateBudget } from '../database/rate-limit.js'
import type { Db } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import type { Accounts, SignInAttempt, SignUpAttempt } from '../ports.js'
import { createUser } from './create-user.js'
import { isNameTooLong, tidyName } from './display-name.js'
import { handleKey, readHandle } from './handle.js'
import { findPasswordFault } from './passwords.js'
import type { Passwords } from './passwords.js'

/** What the accounts are built on. */
export interface AccountsDeps {
  readonly db: Db
  readonly limits: Limits
  readonly passwords: Passwords
}

/** Creates the use cases of the sign-in pages. Every attempt counts against its account and its address. */
export function createAccounts({ db, limits, passwords }: AccountsDeps): Accounts {
  return {
    async signIn(attempt) {
      const read = readHandle(attempt.handle)
      const handle = 'handle' in read ? read.handle : undefined
      const wait = await takeAll(db, signInBudgets(attempt, handle, limits))
      if (wait > 0) return { fault: 'limited', retryAfterSeconds: wait }

      const user = handle === undefined ? undefined : await findUser(db, attempt.siteId, handle)
      const matches = await passwords.verify(user?.hash ?? undefined, attempt.password.slice(0, 1_000))
      if (!user || !matches) return { fault: 'wrong' }
      return user.state === 'suspended' ? { fault: 'suspended' } : { userId: user.id }
    },

    async signUp(attempt) {
      const read = readHandle(attempt.handle)
      if ('fault' in read) return read
      const name = tidyName(attempt.name)
      if (isNameTooLong(name, limits.nameGraphemes)) return { fault: 'name_long' }
      const passwordFault = findPasswordFault(attempt.password)
      if (passwordFault) return { fault: passwordFault }
      if (await findByKey(db, attempt.siteId, handleKey(read.handle))) return { fault: 'handle_taken' }

      const wait = await takeAll(db, signUpBudgets(attempt, limits))
      if (wait > 0) return { fault: 'limited', retryAfterSeconds: wait }

      const passwordHash = await passwords.hash(attempt.password)
      try {
        const { id } = await createUser(db, { siteId: attempt.siteId, handle: read.handle, name, passwordHash })
        return { userId: id }
      } catch (error) {
        if (error instanceof HttpProblem && error.code === 'handle_taken') return { fault: 'handle_taken' }
        throw error
      }
    },
  }
}

/** What cannot be a handle is nobody's account and has no budget of its own. */
function signInBudgets({ siteId, address }: SignInAttempt, handle: string | undefined, limits: Limits): RateBudget[] {
  const ip = {
    bucket: `sign-in:ip:hour:${addressBucket(address)}`,
    limit: limits.signInsPerIpHour,
    windowSeconds: 3_600,
  }
  if (handle === undefined) return [ip]
  const account = `${siteId}:${handle}`
  return [
    ip,
    { bucket: `sign-in:account:5min:${account}`, limit: limits.signInsPerAccount5Min, windowSeconds: 300 },
    { bucket: `sign-in:account:day:${account}`, limit: limits.signInsPerAccountDay, windowSeconds: 86_400 },
  ]
}

function signUpBudgets({ address }: SignUpAttempt, limits: Limits): RateBudget[] {
  return [{ bucket: `sign-up:ip:hour:${addressBucket(address)}`, limit: limits.signUpsPerIpHour, windowSeconds: 3_600 }]
}

async function takeAll(db: Db, budgets: readonly RateBudget[]): Promise<number> {
  for (const budget of budgets) {
    const wait = await takeFromBudget(db, budget)
    if (wait > 0) return wait
  }
  return 0
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

async function findByKey(db: Db, siteId: string, key: string): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('site_id', '=', siteId)
    .where('handle_key', '=', key)
    .executeTakeFirst()
  return row !== undefined
}
