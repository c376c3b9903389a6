import type { Log } from '../log.js'
import type { DeleteAccount } from '../ports.js'
import { deleteUser } from './delete-user.js'
import { eraseUser } from './erase-user.js'
import type { EraseUserDeps } from './erase-user.js'

/** Makes the function that deletes an account. What it begins here the sweep of erasures finishes, whatever happens. */
export function createDeleteAccount(deps: EraseUserDeps & { log: Log }): DeleteAccount {
  const { db, log } = deps
  return async (siteId, userId) => {
    const isDeleted = await db.transaction().execute((trx) => deleteUser(trx, siteId, userId))
    if (!isDeleted) return
    log.info('account.deleted', { siteId, userId })
    void eraseUser(deps, { siteId, userId }).then(
      () => log.info('account.erased', { siteId, userId }),
      (error: unknown) => log.warn('account.erasure_failed', { error }),
    )
  }
}
