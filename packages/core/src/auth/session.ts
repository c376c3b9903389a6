import type { User } from '@ai-feed/protocol'
import type { Authorization } from '../http/authorization.js'
import { openBroadcast, type Broadcast } from '../platform/tabs.js'
import { createEmitter, type Store } from '../platform/emitter.js'
import type { SessionRecord } from './session-record.js'
import { sessionOf, type Session, type SignInStep } from './session-state.js'

/** The session of a client: who is there, and the proof of it on each request. What stores and changes it is loaded for
 *  those who have one, or are about to (session-keeper). */
export interface OwnedSession extends Authorization {
  /** Looks the stored session up at the first subscription. */
  readonly store: Store<Session>
  readonly known: KnownSession
  /** Resolves once the stored session was looked up; at the latest after 1.5 s. */
  ready(): Promise<void>
  /** Tells, after `ready`, whether requests are proved. */
  hasTokens(): Promise<boolean>
  /** The record as known here. */
  current(): SessionRecord | undefined
  close(): void
}

/** What is known of a session, for its keeper, who changes it and then says to whom it matters. */
export interface KnownSession {
  record: SessionRecord | undefined
  /** What a sign-in waits for. */
  step: SignInStep | undefined
  /** Somebody signed in or out here: what storage brings later does not count. */
  isDecided: boolean
  show(): void
  tellUser(): void
  tellTabs(): void
}

/** What a session needs from its client. */
export interface SessionPorts {
  /** Names it where it lies, and among tabs. */
  readonly key: string
  /** Tells whether one is stored, as far as that is known at once. */
  readonly isMarked: () => boolean
  /** Tells whether a session may lie there although nothing marks it. */
  readonly mayBeStored: () => Promise<boolean>
  /** Loads what keeps a session and makes proofs; called only where there may be one. */
  readonly loadAccount: () => Promise<SessionAccount>
  /** Runs once, before the stored session is looked up. */
  readonly onFirstUse: () => void
  /** Runs when the stored session is known, and whenever somebody else is there afterwards. */
  readonly onUser: (user: User | undefined, before: User | undefined) => void
}

/** What is loaded for those who have a session. */
export interface SessionAccount {
  readonly signer: Authorization
  /** See session-keeper. */
  readonly keeper: { find(): Promise<SessionRecord | undefined>; reload(): Promise<unknown> }
}

/** Storage that is slower than this must not keep the feed from showing. */
const restoreTimeoutMs = 1500
/** When storage is looked into that most likely holds no session: after the first posts. */
const lookLaterMs = 3000

/** Makes the session of a client. It touches nothing until it is asked. */
export function createSession({ key, ...ports }: SessionPorts): OwnedSession {
  let restored: Promise<void> | undefined
  let isClosed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let channel: Broadcast<'changed'> | undefined
  /** Absent until the session was looked up. */
  let told: { readonly user: User | undefined } | undefined

  const emitter = createEmitter<Session>({ status: 'unknown' })
  const known: KnownSession = {
    record: undefined,
    step: undefined,
    isDecided: false,
    show: () => emitter.set(sessionOf(known.record, known.step)),
    tellUser() {
      const user = known.record?.user
      const before = told?.user
      if (told !== undefined && before?.id === user?.id) return
      told = { user }
      ports.onUser(user, before)
    },
    tellTabs: () => channel?.post('changed'),
  }

  async function find(): Promise<SessionRecord | undefined> {
    try {
      return await (await ports.loadAccount()).keeper.find()
    } catch {
      return known.record
    }
  }

  function take(found: SessionRecord | undefined): void {
    known.record = found
    known.show()
    known.tellUser()
  }

  function ready(): Promise<void> {
    if (restored !== undefined) return restored
    restored = (async () => {
      channel = openBroadcast<'changed'>(`ai-feed-${key}`, reload)
      if (isClosed) channel.close()
      const finding = ports.isMarked() ? find() : undefined
      const found = await (finding && Promise.race([finding, after(restoreTimeoutMs)]))
      clearTimeout(timer)
      // What another tab told was faster.
      if (told === undefined) take(found)
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

  async function findUnmarked(): Promise<SessionRecord | undefined> {
    return (await ports.mayBeStored()) ? find() : undefined
  }

  function takeLate(late: SessionRecord | undefined): void {
    if (late !== undefined && !known.isDecided && emitter.getSnapshot().status === 'signed-out') take(late)
  }

  function reload(): void {
    ports.loadAccount().then(({ keeper }) => keeper.reload(), ignore)
  }

  async function hasTokens(): Promise<boolean> {
    await ready()
    return known.record?.tokens !== undefined
  }

  return {
    store: {
      getSnapshot: emitter.getSnapshot,
      subscribe(listener) {
        void ready()
        return emitter.subscribe(listener)
      },
    },
    known,
    ready,
    hasTokens,
    current: () => known.record,
    close() {
      isClosed = true
      clearTimeout(timer)
      channel?.close()
    },
    async prove(method, url) {
      return (await hasTokens()) ? (await ports.loadAccount()).signer.prove(method, url) : undefined
    },
    observe(headers) {
      if (known.record?.tokens !== undefined && headers.has('dpop-nonce'))
        ports.loadAccount().then(({ signer }) => signer.observe(headers), ignore)
    },
    async recover(error, proof) {
      return (await ports.loadAccount()).signer.recover(error, proof)
    },
  }
}

/** The next request tells that the program cannot be loaded. */
function ignore(): void {}
