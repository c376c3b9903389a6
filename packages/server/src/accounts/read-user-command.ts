import { parseArgs } from 'node:util'
import { ConfigError } from '../config-error.js'

/** What `ai-feed-server user …` was asked to do. Without a site it is about the default one. */
export type UserCommand = { readonly siteId?: string } & (
  | { readonly verb: 'add'; readonly handle: string; readonly name?: string }
  | { readonly verb: 'suspend' | 'restore'; readonly handle: string; readonly ground?: string }
  | { readonly verb: 'delete' | 'reset'; readonly handle: string }
  | { readonly verb: 'invite' }
)

const states = ['suspend', 'restore'] as const
const verbs = ['delete', 'reset'] as const

/** Reads the words after `user`.
 *  @throws ConfigError with one sentence for words that say nothing. */
export function readUserCommand(words: readonly string[]): UserCommand {
  const { values, positionals } = readWords(words)
  const [verb, handle, ...rest] = positionals
  const { name, ground, site: siteId } = values
  const site = siteId === undefined ? {} : { siteId }
  const state = states.find((word) => word === verb)
  if (name === undefined && state && handle !== undefined && rest.length === 0) {
    return { verb: state, handle, ...site, ...(ground !== undefined && { ground }) }
  }
  if (ground !== undefined) throw new ConfigError('--ground goes with suspend and restore alone')
  if (verb === 'add' && handle !== undefined && rest.length === 0) {
    return { verb, handle, ...site, ...(name !== undefined && { name }) }
  }
  if (name === undefined && verb === 'invite' && handle === undefined) return { verb, ...site }
  const known = verbs.find((word) => word === verb)
  if (name === undefined && known && handle !== undefined && rest.length === 0) return { verb: known, handle, ...site }
  throw new ConfigError(
    'user takes "add HANDLE" with --name, "suspend" or "restore" with a HANDLE and --ground, "delete" or "reset" with a HANDLE, or "invite", each with --site',
  )
}

function readWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { name: { type: 'string' }, ground: { type: 'string' }, site: { type: 'string' } },
    })
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
