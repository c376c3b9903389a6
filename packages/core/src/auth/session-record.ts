import { userShape, type User } from '@ai-feed/protocol'
import { own } from '../platform/own.js'

/** What a server gave after a sign-in. */
export interface Tokens {
  readonly accessToken: string
  /** Absent after host single sign-on: the host is asked again. */
  readonly refreshToken?: string
  /** By the clock of this machine. */
  readonly expiresAtMs: number
}

/** A session as stored: one record for each server and site. Without tokens it has expired and only says who it was. */
export interface SessionRecord {
  readonly server: string
  readonly site: string
  /** ES256, its private half cannot be exported. */
  readonly keyPair: CryptoKeyPair
  readonly user: User
  readonly tokens?: Tokens
}

/** Reads what lies in storage. Rubbish, or a record that names another server or site, counts as none. */
export function readSessionRecord(stored: unknown, server: string, site: string): SessionRecord | undefined {
  const { keyPair, user, tokens, ...names } = own<Partial<SessionRecord>>(stored ?? {})
  if (names.server !== server || names.site !== site || !(keyPair?.privateKey instanceof CryptoKey)) return undefined
  try {
    const record = { server, site, keyPair, user: userShape(user) }
    return isTokens(tokens) ? { ...record, tokens: own(tokens) } : own(record)
  } catch {
    return undefined
  }
}

function isTokens(value: unknown): value is Tokens {
  const tokens = value as Partial<Tokens> | undefined
  return typeof tokens?.accessToken === 'string' && typeof tokens.expiresAtMs === 'number'
}
