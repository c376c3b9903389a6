import { parseArgs } from 'node:util'
import { ConfigError } from '../config-error.js'
import type { Db } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import { createUser } from './create-user.js'
import { isNameTooLong, tidyName } from './display-name.js'
import { createPasswords, findPasswordFault } from './passwords.js'
import { setUserState } from './user-state.js'

/** What `ai-feed-server user …` was asked to do. Without a site it is about the default one. */
export interface UserCommand {
  readonly verb: 'add' | 'suspend' | 'restore'
  readonly handle: string
  readonly siteId?: string
  /** For `add` alone. */
  readonly name?: string
}

/** Reads the words after `user`.
 *  @throws ConfigError with one sentence for words that say nothing. */
export function readUserCommand(words: readonly string[]): UserCommand {
  const { values, positionals } = readWords(words)
  const [verb, handle, ...rest] = positionals
  const isKnown = verb === 'add' || verb === 'suspend' || verb === 'restore'
  if (!isKnown || handle === undefined || rest.length > 0 || (verb !== 'add' && values.name !== undefined)) {
    throw new ConfigError(
      'user takes "add HANDLE" with --name and --site, or "suspend HANDLE" or "restore HANDLE" with --site',
    )
  }
  return {
    verb,
    handle,
    ...(values.site !== undefined && { siteId: values.site }),
    ...(values.name !== undefined && { name: values.name }),
  }
}

/** Carries a command out and gives the lines to print. A suspended user is refused from the next request on, and running
 *  servers end the open streams within seconds.
 *  @param readPassword asked by `add` only.
 *  @throws ConfigError with one sentence when it cannot be done. */
export async function runUserCommand(
  db: Db,
  command: UserCommand,
  { nameGraphemes, readPassword }: { nameGraphemes: number; readPassword: () => Promise<string> },
): Promise<string[]> {
  const siteId = await findSiteId(db, command.siteId)
  const { verb, handle } = command
  if (verb === 'add') {
    const made = await addUser(db, siteId, command, { nameGraphemes, password: await readPassword() })
    return [`${made}\t${siteId}\tactive`]
  }
  const state = verb === 'suspend' ? 'suspended' : 'active'
  if (!(await setUserState(db, siteId, handle, state))) throw new ConfigError(`site ${siteId} has no user ${handle}`)
  return [`${handle}\t${siteId}\t${state}`]
}

async function addUser(
  db: Db,
  siteId: string,
  command: UserCommand,
  { nameGraphemes, password }: { nameGraphemes: number; password: string },
): Promise<string> {
  const name = tidyName(command.name ?? '')
  if (isNameTooLong(name, nameGraphemes)) throw new ConfigError(`--name has more than ${nameGraphemes} characters`)
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

async function findSiteId(db: Db, id: string | undefined): Promise<string> {
  const sites = db.selectFrom('sites').select('id')
  const found = await (
    id === undefined ? sites.where('is_default', '=', true) : sites.where('id', '=', id)
  ).executeTakeFirst()
  if (found) return found.id
  throw new ConfigError(id === undefined ? 'there is no default site yet: say --site' : `there is no site ${id}`)
}

function readWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { name: { type: 'string' }, site: { type: 'string' } },
    })
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
