import type { User } from '@ai-feed/protocol'
import type { Database } from '../storage/database.js'
import { own } from '../platform/own.js'
import { writeJson } from '../platform/write-json.js'
import { readSessionRecord, type SessionRecord } from './session-record.js'
import type { SignInStep } from './session-state.js'
import type { OwnedSession } from './session.js'

/** Stores the session of a client and changes it, in all tabs. */
export interface SessionKeeper {
  /** Reads the record that is stored now; the one known here where the browser does not store. */
  find(): Promise<SessionRecord | undefined>
  /** Takes the record as stored now: another tab may have changed it. */
  reload(): Promise<SessionRecord | undefined>
  /** Stores a record and signs its user in, in all tabs; in the place of `before` only if its tokens are stored still. */
  adopt(record: SessionRecord, before?: SessionRecord): Promise<void>
  /** Takes what the server has of the signed-in user now. */
  meet(user: User): Promise<void>
  /** Drops the tokens and keeps the user, to be asked to sign in again. */
  expire(): Promise<void>
  /** Forgets the session in all tabs. @returns the record that was there */
  end(): Promise<SessionRecord | undefined>
  /** Reports a step of a sign-in; none when it has failed, and what there was before counts again. */
  report(step?: SignInStep): void
}

/** A session with its keeper. */
export type SessionOwner = OwnedSession & SessionKeeper

/** What a keeper needs from its client. */
export interface KeeperPorts {
  readonly session: OwnedSession
  readonly server: string
  readonly site: string
  /** Where the session lies, below `key`. */
  readonly database: Database
  readonly key: string
  /** Says in localStorage that a session is stored (session-mark); absent for one in memory. */
  readonly markName: string | undefined
}

/** Makes the keeper of a session. */
export function createSessionKeeper({ session, server, site, database, key, markName }: KeeperPorts): SessionKeeper {
  const { known, ready } = session
  /** False where the browser does not store: the session then lasts as long as the page. */
  let isStored = true

  function mark(isThere: boolean): void {
    if (markName === undefined) return
    try {
      if (isThere) localStorage.setItem(markName, 'stored')
      else localStorage.removeItem(markName)
    } catch {
      // The session is then found a moment later.
    }
  }

  function report(step?: SignInStep): void {
    known.step = step
    known.show()
  }

  async function find(): Promise<SessionRecord | undefined> {
    if (!isStored) return known.record
    try {
      const found = readSessionRecord(await database.get(key), server, site)
      mark(found !== undefined)
      return found
    } catch {
      return known.record
    }
  }

  /** @param before whose tokens have to be stored still: another tab may have signed out meanwhile, or somebody else in
   *  @returns false when they are not, and nothing was stored */
  async function save(next: SessionRecord | undefined, before?: SessionRecord): Promise<boolean> {
    let isTheirs = true
    known.record = next
    try {
      if (before !== undefined && isStored) {
        await database.update(key, (value) => {
          isTheirs = tokenOf(value) === tokenOf(before)
          return isTheirs ? [[key, next]] : []
        })
        if (!isTheirs) return false
      } else await (next === undefined ? database.remove([key]) : database.set([[key, next]]))
      isStored = true
      mark(next !== undefined)
    } catch {
      // What could not be stored needs no removing; what was stored is dead once it is revoked.
      isStored = false
      mark(false)
    }
    return true
  }

  async function reload(): Promise<SessionRecord | undefined> {
    const found = await find()
    const { record } = known
    if (tokenOf(found) === tokenOf(record) && writeJson(found?.user) === writeJson(record?.user)) return record
    known.record = found
    report()
    known.tellUser()
    return found
  }

  async function adopt(next: SessionRecord, before?: SessionRecord): Promise<void> {
    await ready()
    known.isDecided = true
    if (!(await save(next, before))) return void (await reload())
    // Somebody signed out, or in, before it was stored.
    if (known.record !== next) return
    report()
    known.tellTabs()
    known.tellUser()
  }

  return {
    find,
    reload,
    adopt,
    async meet(user) {
      const { record } = known
      if (record?.tokens !== undefined && record.user.id === user.id) await adopt({ ...record, user }, record)
    },
    async expire() {
      const { record } = known
      if (record === undefined) return
      const { tokens: _tokens, ...rest } = record
      const saved = save(own(rest), record)
      known.show()
      if (await saved) known.tellTabs()
      else await reload()
    },
    async end() {
      await ready()
      known.isDecided = true
      const last = known.record
      const removed = save(undefined)
      report()
      await removed
      known.tellTabs()
      known.tellUser()
      return last
    },
    report,
  }
}

function tokenOf(stored: unknown): string | undefined {
  return (stored as Partial<SessionRecord> | undefined)?.tokens?.accessToken
}
