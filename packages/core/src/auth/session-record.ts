import { userShape, type User } from '@ai-feed/protocol'
import type { Database } from '../storage/database.js'
import type { SessionMark } from './session-mark.js'

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

/** Where sessions are kept: in the browser, and in memory beside it for a browser that does not store. */
export interface SessionRecords {
  find(): Promise<SessionRecord | undefined>
  save(record: SessionRecord): Promise<void>
  remove(): Promise<void>
}

/** What the place for sessions needs. */
export interface SessionRecordsPorts {
  readonly database: Database
  /** The key of the record there. */
  readonly key: string
  /** Kept true to what is stored. */
  readonly mark: SessionMark
  readonly server: string
  readonly site: string
}

/** Makes the place for the session of one site of one server. It never fails. */
export function createSessionRecords({ database, key, mark, server, site }: SessionRecordsPorts): SessionRecords {
  let inMemory: SessionRecord | undefined
  let isStored = true
  return {
    async find() {
      if (!isStored) return inMemory
      try {
        const found = readRecord(await database.get(key), server, site)
        mark.set(found !== undefined)
        return found
      } catch {
        return inMemory
      }
    },
    async save(record) {
      inMemory = record
      try {
        await database.set([[key, record]])
        isStored = true
        mark.set(true)
      } catch {
        // The session then lasts as long as the page.
        isStored = false
      }
    },
    async remove() {
      inMemory = undefined
      mark.set(false)
      try {
        await database.remove([key])
      } catch {
        // What could not be stored needs no removing; what was stored is dead once it is revoked.
        isStored = false
      }
    },
  }
}

/** Rubbish in the store, or a record that names another server, counts as none. */
function readRecord(stored: unknown, server: string, site: string): SessionRecord | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined
  const { keyPair, user, tokens, ...names } = stored as Partial<SessionRecord>
  if (names.server !== server || names.site !== site || !(keyPair?.privateKey instanceof CryptoKey)) return undefined
  try {
    const record = { server, site, keyPair, user: userShape(user) }
    return isTokens(tokens) ? { ...record, tokens } : record
  } catch {
    return undefined
  }
}

function isTokens(value: unknown): value is Tokens {
  const tokens = value as Partial<Tokens> | undefined
  return typeof tokens?.accessToken === 'string' && typeof tokens.expiresAtMs === 'number'
}
