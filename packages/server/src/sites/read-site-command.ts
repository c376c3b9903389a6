import { parseArgs } from 'node:util'
import { ConfigError } from '../config-error.js'
import { readKeysAddress } from './host-key.js'
import { readSiteOrigin } from './site-origin.js'

/** What `ai-feed-server site …` was asked to do. */
export type SiteCommand =
  | { readonly verb: 'list' }
  | { readonly verb: 'remove'; readonly id: string; readonly mayErase: boolean }
  | ({ readonly verb: 'add'; readonly id: string } & SiteChange)

/** What is said of a site; what is not said stays as it is. */
export interface SiteChange {
  readonly name?: string
  readonly origins: readonly string[]
  readonly removedOrigins: readonly string[]
  readonly signUp?: 'open' | 'invite' | 'closed'
  /** How the host vouches for its users: the file of its public key, the address of its keys, or not at all. */
  readonly sso?: { readonly keyFile: string } | { readonly jwksUrl: string } | 'off'
  readonly visibility?: 'public' | 'followers'
  readonly commentPolicy?: 'everyone' | 'followers' | 'nobody'
  readonly remixPolicy?: 'everyone' | 'followers' | 'nobody'
  /** Generations a day; `default` takes the server's limit. */
  readonly budget?: number | 'default'
}

/** Reads the words after `site`.
 *  @throws ConfigError with one sentence for words that say nothing. */
export function readSiteCommand(words: readonly string[]): SiteCommand {
  const { values, positionals } = readWords(words)
  const [verb, id, ...rest] = positionals
  const isBare = Object.keys(values).length === 0
  if (verb === 'list' && id === undefined && isBare) return { verb }
  if (id === undefined || rest.length > 0) throw notUnderstood()
  if (verb === 'remove') {
    const { erase = false, ...others } = values
    if (Object.keys(others).length > 0) throw notUnderstood()
    return { verb, id, mayErase: erase }
  }
  if (verb !== 'add' || values.erase !== undefined) throw notUnderstood()

  const signUp = oneOf('--sign-up', values['sign-up'], ['open', 'invite', 'closed'])
  const visibility = oneOf('--visibility', values.visibility, ['public', 'followers'])
  const commentPolicy = oneOf('--comments', values.comments, policies)
  const remixPolicy = oneOf('--remixes', values.remixes, policies)
  const sso = readSso(values)
  const budget = values.budget === undefined ? undefined : readBudget(values.budget)
  return {
    verb,
    id,
    origins: (values.origin ?? []).map(readSiteOrigin),
    removedOrigins: (values['remove-origin'] ?? []).map(readSiteOrigin),
    ...(values.name !== undefined && { name: values.name }),
    ...(signUp && { signUp }),
    ...(sso && { sso }),
    ...(visibility && { visibility }),
    ...(commentPolicy && { commentPolicy }),
    ...(remixPolicy && { remixPolicy }),
    ...(budget !== undefined && { budget }),
  }
}

const policies = ['everyone', 'followers', 'nobody'] as const

function oneOf<const T extends string>(name: string, value: string | undefined, known: readonly T[]): T | undefined {
  if (value === undefined) return undefined
  const found = known.find((word) => word === value)
  if (found !== undefined) return found
  throw new ConfigError(`${name} is "${value}", not ${known.slice(0, -1).join(', ')} or ${known.at(-1)}`)
}

function readSso(values: ReturnType<typeof readWords>['values']): SiteChange['sso'] {
  const { 'sso-key': keyFile, 'sso-jwks': jwksUrl, 'no-sso': off } = values
  if ([keyFile, jwksUrl, off].filter((value) => value !== undefined).length > 1) {
    throw new ConfigError('say one of --sso-key, --sso-jwks and --no-sso')
  }
  if (off) return 'off'
  if (keyFile !== undefined) return { keyFile }
  return jwksUrl === undefined ? undefined : { jwksUrl: readKeysAddress(jwksUrl) }
}

function readBudget(text: string): number | 'default' {
  if (text === 'default') return text
  const budget = Number(text)
  if (/^\d{1,9}$/.test(text)) return budget
  throw new ConfigError(`--budget is "${text}", not a number of generations a day, or "default"`)
}

function notUnderstood(): ConfigError {
  return new ConfigError(
    'site takes "add ID" with what is to be so, "remove ID" with --erase when it has users, or "list"',
  )
}

function readWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        origin: { type: 'string', multiple: true },
        'remove-origin': { type: 'string', multiple: true },
        'sign-up': { type: 'string' },
        'sso-key': { type: 'string' },
        'sso-jwks': { type: 'string' },
        'no-sso': { type: 'boolean' },
        visibility: { type: 'string' },
        comments: { type: 'string' },
        remixes: { type: 'string' },
        budget: { type: 'string' },
        erase: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
