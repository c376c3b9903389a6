import type { Limits } from '@ai-feed/protocol'
import { ConfigError } from '../config-error.js'
import { findSiteId } from '../database/find-site-id.js'
import type { Db } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import type { DeleteAccount } from '../ports.js'
import type { DecideAboutUser } from '../rights-ports.js'
import { makeLink } from './account-links.js'
import { createUser } from './create-user.js'
import { isNameTooLong, tidyName } from './display-name.js'
import { createPasswords, findPasswordFault } from './passwords.js'
import type { UserCommand } from './read-user-command.js'

/** What the commands need beside the database. */
export interface UserCommandDeps {
  readonly limits: Pick<Limits, 'nameGraphemes' | 'inviteDays' | 'resetHours'>
  /** The server's own origin, where links lead. */
  readonly publicUrl: string
  /** Asked by `add` only. */
  readonly readPassword: () => Promise<string>
  readonly deleteAccount: DeleteAccount
  readonly decideAboutUser: DecideAboutUser
}

/** Carries a command out and gives the lines to print. A suspended user is refused from the next request on, and running
 *  servers end the open streams within seconds.
 *  @throws ConfigError with one sentence when it cannot be done. */
export async function runUserCommand(db: Db, command: UserCommand, deps: UserCommandDeps): Promise<string[]> {
  const siteId = await findSiteId(db, command.siteId)
  const { limits, publicUrl } = deps
  switch (command.verb) {
    case 'add': {
      const made = await addUser(db, siteId, command, deps)
      return [`${made}\t${siteId}\tactive`]
    }
    case 'suspend':
    case 'restore': {
      const { verb: kind, handle, ground = 'Decided by the operator' } = command
      await findUserId(db, siteId, handle)
      await deps.decideAboutUser({ siteId, handle, kind, ground })
      const state = kind === 'suspend' ? 'suspended' : 'active'
      return [`${command.handle}\t${siteId}\t${state}`]
    }
    case 'delete': {
      await deps.deleteAccount(siteId, await findUserId(db, siteId, command.handle))
      return [`${command.handle}\t${siteId}\tdeleted`]
    }
    case 'reset': {
      const userId = await findUserId(db, siteId, command.handle)
      const token = await makeLink(db, { kind: 'reset', siteId, userId, validHours: limits.resetHours })
      return [`${publicUrl}/account/reset?link=${token}`]
    }
    case 'invite': {
      await requireInvitations(db, siteId)
      const token = await makeLink(db, { kind: 'invite', siteId, validHours: limits.inviteDays * 24 })
      return [`${publicUrl}/account/join?invite=${token}`]
    }
    default:
      return command satisfies never
  }
}

async function addUser(
  db: Db,
  siteId: string,
  command: { handle: string; name?: string },
  { limits, readPassword }: UserCommandDeps,
): Promise<string> {
  const name = tidyName(command.name ?? '')
  const { nameGraphemes } = limits
  if (isNameTooLong(name, nameGraphemes)) throw new ConfigError(`--name has more than ${nameGraphemes} characters`)
  const password = await readPassword()
  if (findPasswordFault(password)) throw new ConfigError('a password has 12 to 128 characters')
  const passwordHash = await createPasswords().hash(password)
  try {
    const { handle } = await createUser(db, { siteId, handle: command.handle, name, passwordHash })
    return handle
  } catch (cause) {
    if (cause instanceof HttpProblem) throw new ConfigError(cause.message, { cause })
    throw cause
  }
}

async function findUserId(db: Db, siteId: string, handle: string): Promise<string> {
  const user = await db
    .selectFrom('users')
    .select('id')
    .where('site_id', '=', siteId)
    .where('handle', '=', handle)
    .where('state', '!=', 'deleted')
    .executeTakeFirst()
  if (!user) throw unknownUser(siteId, handle)
  return user.id
}

/** On a site that is closed an invitation would be a way around that. */
async function requireInvitations(db: Db, siteId: string): Promise<void> {
  const site = await db.selectFrom('sites').select('sign_up').where('id', '=', siteId).executeTakeFirst()
  if (site?.sign_up === 'closed') {
    throw new ConfigError(`site ${siteId} is closed for sign-up: say "site add ${siteId} --sign-up invite" first`)
  }
}

function unknownUser(siteId: string, handle: string): ConfigError {
  return new ConfigError(`site ${siteId} has no user ${handle}`)
}
