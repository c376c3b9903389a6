import type { Limits } from '@ai-feed/protocol'
import { addressBucket, takeFromBudget } from '../database/rate-limit.js'
import type { RateBudget } from '../database/rate-limit.js'
import type { Db } from '../database/schema.js'

/** Takes one from each budget, in order, up to the first that is empty.
 *  @returns 0 when all had one, else the seconds to wait. */
export async function takeFromBudgets(db: Db, budgets: readonly RateBudget[]): Promise<number> {
  for (const budget of budgets) {
    const wait = await takeFromBudget(db, budget)
    if (wait > 0) return wait
  }
  return 0
}

/** Pages on which somebody at one address may sign in: a row is kept for each, before anybody has said who they are. */
export function signInPageBudget(address: string, limits: Limits): RateBudget {
  return {
    bucket: `sign-in:page:hour:${addressBucket(address)}`,
    limit: limits.signInPagesPerIpHour,
    windowSeconds: 3_600,
  }
}

/** Attempts to sign in from one address. */
export function signInBudget(address: string, limits: Limits): RateBudget {
  return {
    bucket: `sign-in:ip:hour:${addressBucket(address)}`,
    limit: limits.signInsPerIpHour,
    windowSeconds: 3_600,
  }
}

/** Attempts to sign in to one account, however they are made: `key` names it. */
export function accountBudgets(key: string, limits: Limits): RateBudget[] {
  return [
    { bucket: `sign-in:account:5min:${key}`, limit: limits.signInsPerAccount5Min, windowSeconds: 300 },
    { bucket: `sign-in:account:day:${key}`, limit: limits.signInsPerAccountDay, windowSeconds: 86_400 },
  ]
}

/** Accounts made from one address. */
export function signUpBudget(address: string, limits: Limits): RateBudget {
  return { bucket: `sign-up:ip:hour:${addressBucket(address)}`, limit: limits.signUpsPerIpHour, windowSeconds: 3_600 }
}
