import type { User } from '@ai-feed/protocol'
import type { Authorization } from '../http/authorization.js'
import { openBroadcast, type Broadcast } from '../platform/tabs.js'
import { createEmitter, type Store } from '../platform/emitter.js'
import type { Database } from '../storage/database.js'
import type { SessionMark } from './session-mark.js'
import type { SessionRecord } from './session-record.js'
import { sessionOf, type Session, type SignInStep } from './session-state.js'

/** The session of a client: who is there, and the proof of it on each request. */
export interface SessionOwner extends Authorization {
  /** Looks the stored session up at the first subscription. */
  readonly store: Store<Session>
  /** Resolves once the stored session was looked up; at the latest after 1.5 s. */
  ready(): Promise<void>
  /** Tells, after `ready`, whether requests are proved. */
  hasTokens(): Promise<boolean>
  /** The record as known here. */
  current(): SessionRecord | undefined
  /** The record as stored now: another tab may have changed it. */
  reload(): Promise<SessionRecord | undefined>
  /** Stores a record and signs its user in, in all tabs. */
  adopt(record: SessionRecord): Promise<void>
  /** Takes what the server has of the signed-in user now. */
  meet(user: User): Promise<void>
  /** Drops the tokens and keeps the user, to be asked to sign in again. */
  expire(): Promise<void>
  /** Forgets the session in all tabs. @returns the record that was there */
  end(): Promise<SessionRecord | undefined>
  /** Reports a step of a sign-in; none when it has failed, and what there was before counts again. */
  report(step?: SignInStep): void
  close(): void
}

/** What a session needs from its client. */
export interface SessionPorts {
  /** Loads where the session lies, below `key`. */
  readonly loadDatabase: () => Promise<Database>
  /** Names it there, and among tabs. */
  readonly key: string
  readonly mark: SessionMark
  /** Tells whether a session may lie there although nothing marks it. */
  readonly mayBeStored: () => Promise<boolean>
  /** Loads what reads a stored session and makes proofs; called only with one. */
  readonly loadAccount: () => Promise<SessionAccount>
  /** Runs once, before the stored session is looked up. */
  readonly onFirstUse: () => void
  /** Runs when the stored session is known, and whenever somebody else is there afterwards. */
  readonly onUser: (user: User | undefined, before: User | undefined) => void
}

/** What is loaded for those who have a session. */
export interface SessionAccount {
  readonly signer: Authorization
  readRecord(stored: unknown): SessionRecord | undefined
}

/** Storage that is slower than this must not keep the feed from showing. */
const restoreTimeoutMs = 1500
/** When storage is looked into that most likely holds no session: after the first posts. */
const lookLaterMs = 3000

/** Makes the session of a client. It touches nothing until it is asked. */
export function createSession(ports: SessionPorts): SessionOwner {
  const { key, mark } = ports
  let step: SignInStep | undefined
  /** False where the browser does not store: the session then lasts as long as the page. */
  let isStored = true
  let record: SessionRecord | undefined
  let restored: Promise<void> | undefined
  /** Somebody signed in or out here. */
  let isDecided = false
  let isClosed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let channel: Broadcast<'changed'> | undefined
  /** Absent until the session was looked up. */
  let known: { readonly user: User | undefined } | undefined

  const emitter = createEmitter<Session>({ status: 'unknown' })

  function show(): void {
    emitter.set(sessionOf(record, step))
  }

  function report(next?: SignInStep): void {
    step = next
    show()
  }

  async function find(): Promise<SessionRecord | undefined> {
    if (!isStored) return record
    try {
      const stored = await (await ports.loadDatabase()).get(key)
      const found = stored === undefined ? undefined : (await ports.loadAccount()).readRecord(stored)
      mark.set(found !== undefined)
      return found
    } catch {
      return record
    }
  }

  async function findUnmarked(): Promise<SessionRecord | undefined> {
    return (await ports.mayBeStored()) ? find() : undefined
  }

  async function save(next: SessionRecord | undefined): Promise<void> {
    record = next
    try {
      const database = await ports.loadDatabase()
      await (next === undefined ? database.remove([key]) : database.set([[key, next]]))
      isStored = true
      mark.set(next !== undefined)
    } catch {
      // What could not be stored needs no removing; what was stored is dead once it is revoked.
      isStored = false
      mark.set(false)
    }
  }

  /** Takes over a record as found in storage. */
  function take(found: SessionRecord | undefined): void {
    record = found
    report()
    tellUser(found?.user)
  }

  function tellUser(user: User | undefined): void {
    const before = known?.user
    if (known !== undefined && before?.id === user?.id) return
    known = { user }
    ports.onUser(user, before)
  }

  function ready(): Promise<void> {
    if (restored !== undefined) return restored
    restored = (async () => {
      channel = openBroadcast<'changed'>(`ai-feed-${key}`, () => void reload())
      if (isClosed) channel.close()
      const finding = mark.isSet() ? find() : undefined
      const found = await (finding && Promise.race([finding, after(restoreTimeoutMs)]))
      clearTimeout(timer)
      // What another tab told was faster.
      if (known === undefined) take(found)
      // What storage brings later still counts, unless somebody signed in meanwhile.
      if (found === undefined && !isClosed) void (finding ?? after(lookLaterMs).then(findUnmarked)).then(takeLate)
    })()
    ports.onFirstUse()
    return restored
  }

  function after(ms: number): Promise<undefined> {
    return new Promise((resolve) => {
      timer = setTimeout(resolve, ms, undefined)
    })
  }

  function takeLate(late: SessionRecord | undefined): void {
    if (late !== undefined && !isDecided && emitter.getSnapshot().status === 'signed-out') take(late)
  }

  async function reload(): Promise<SessionRecord | undefined> {
    const found = await find()
    if (found?.tokens?.accessToken === record?.tokens?.accessToken && found?.user.id === record?.user.id) return record
    take(found)
    return found
  }

  async function adopt(next: SessionRecord): Promise<void> {
    await ready()
    isDecided = true
    await save(next)
    // Somebody signed out, or in, before it was stored.
    if (record !== next) return
    report()
    channel?.post('changed')
    tellUser(next.user)
  }

  return {
    store: {
      getSnapshot: emitter.getSnapshot,
      subscribe(listener) {
        void ready()
        return emitter.subscribe(listener)
      },
    },
    ready,
    async hasTokens() {
      await ready()
      return record?.tokens !== undefined
    },
    current: () => record,
    reload,
    adopt,
    async meet(user) {
      if (record?.tokens !== undefined && record.user.id === user.id) await adopt({ ...record, user })
    },
    async expire() {
      if (record === undefined) return
      const { tokens: _tokens, ...rest } = record
      const saved = save(rest)
      show()
      await saved
      channel?.post('changed')
    },
    async end() {
      await ready()
      isDecided = true
      const last = record
      const removed = save(undefined)
      report()
      await removed
      channel?.post('changed')
      tellUser(undefined)
      return last
    },
    report,
    close() {
      isClosed = true
      clearTimeout(timer)
      channel?.close()
    },
    async prove(method, url) {
      await ready()
      if (record?.tokens === undefined) return undefined
      return (await ports.loadAccount()).signer.prove(method, url)
    },
    observe(headers) {
      if (record?.tokens !== undefined && headers.has('dpop-nonce')) {
        ports.loadAccount().then(
          ({ signer }) => signer.observe(headers),
          () => {
            // The next request tells that the program cannot be loaded.
          },
        )
      }
    },
    async recover(error, proof) {
      return (await ports.loadAccount()).signer.recover(error, proof)
    },
  }
}
