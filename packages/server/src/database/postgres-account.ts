import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'

/** How PostgreSQL, which refuses to run as root, is started.
 *  - `self`: as the account that the server runs as
 *  - `namespace`: in a user namespace where our files belong to an ordinary account
 *  - `other`: root gives the work to an unprivileged account, which must be able to read what it needs */
export type PostgresAccount =
  | { readonly kind: 'self' }
  | { readonly kind: 'namespace'; readonly uid: number }
  | { readonly kind: 'other'; readonly uid: number; readonly gid: number }

/** A command line with the account that it runs as. */
export interface AccountCommand {
  readonly command: string
  readonly args: readonly string[]
  readonly ids: { readonly uid?: number; readonly gid?: number }
}

/** Chooses the account. The number must have a name, because initdb looks it up. */
export function choosePostgresAccount(): PostgresAccount {
  const isRoot = process.getuid?.() === 0
  if (!isRoot && hasName()) return { kind: 'self' }
  const { uid, gid } = findUnprivilegedAccount()
  if (canUnshare(uid)) return { kind: 'namespace', uid }
  return isRoot ? { kind: 'other', uid, gid } : { kind: 'self' }
}

/** Puts a command into the words that run it as `account`. The process id stays that of the command. */
export function commandAs(account: PostgresAccount, command: string, args: readonly string[]): AccountCommand {
  switch (account.kind) {
    case 'self':
      return { command, args, ids: {} }
    case 'namespace':
      return { command: 'unshare', args: ['--user', `--map-user=${account.uid}`, '--', command, ...args], ids: {} }
    case 'other':
      return { command, args, ids: { uid: account.uid, gid: account.gid } }
  }
}

/** Tells whether an account that is neither owner nor group can walk to `path`. */
export function isReachableByOthers(path: string): boolean {
  const isOpen = (statSync(path).mode & 0o001) !== 0
  return isOpen && (dirname(path) === path || isReachableByOthers(dirname(path)))
}

function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    // A container may run us under a number that has no name.
    return false
  }
}

function canUnshare(uid: number): boolean {
  if (process.platform !== 'linux') return false
  return spawnSync('unshare', ['--user', `--map-user=${uid}`, '--', 'true'], { stdio: 'ignore' }).status === 0
}

/** Any named account but root; the one that owns nothing, when there is one. */
function findUnprivilegedAccount(): { uid: number; gid: number } {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((account) => account.uid > 0 && account.gid >= 0)
  return accounts.find((account) => account.name === 'nobody') ?? accounts[0] ?? { uid: 65_534, gid: 65_534 }
}
