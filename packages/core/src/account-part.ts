import type { User } from '@ai-feed/protocol'
import type { SignIns } from './auth/begin-sign-in.js'
import type { GetToken } from './auth/host-token.js'
import { createSessionKeeper, type SessionKeeper, type SessionOwner } from './auth/session-keeper.js'
import type { SessionRecord } from './auth/session-record.js'
import type { OwnedSession } from './auth/session.js'
import { createSigner, type Signer } from './auth/signer.js'
import { createDrafts } from './drafts/drafts.js'
import type { FeedClient, NotificationsSnapshot } from './feed-client.js'
import type { FeedError } from './feed-error.js'
import type { LiveWatcher } from './feed/feed-ports.js'
import type { FeedRegistry } from './feed/feed-registry.js'
import type { PostMap } from './feed/post-map.js'
import { errorOfResponse } from './http/read-problem.js'
import type { Transport } from './http/transport.js'
import { createLoadLimits } from './media/load-limits.js'
import { createNotificationList } from './notifications/notification-list.js'
import type { NotificationList } from './notifications/notifications.js'
import type { Clock } from './platform/clock.js'
import type { Emitter } from './platform/emitter.js'
import { lazily } from './platform/lazily.js'
import { own } from './platform/own.js'
import { createRandomId } from './platform/random-id.js'
import type { Storage } from './storage-part.js'
import type { OutboxEntry } from './submission.js'
import { createFindBearer, createLoadUsers } from './users/load-users.js'
import type { Writing } from './writing-part.js'

/** What the account part needs from its client. */
export interface AccountPorts {
  readonly server: string
  readonly site: string
  readonly clock: Clock
  readonly transport: Transport
  readonly session: OwnedSession
  readonly sessionKey: string
  /** What marks a stored session; absent for one in memory. */
  readonly markName: string | undefined
  readonly kept: Storage
  readonly getToken: GetToken | undefined
  readonly hasOwnFetch: boolean
  readonly notifications: Emitter<NotificationsSnapshot>
  readonly outbox: Emitter<readonly OutboxEntry[]>
  readonly posts: PostMap
  readonly feeds: FeedRegistry
  readonly loadPost: FeedClient['loadPost']
  readonly watchOwn: (watcher: Omit<LiveWatcher, 'onCreated'>) => () => void
  /** Fires when the client is closed. */
  readonly closing: AbortSignal
  /** Closes a part together with the client. */
  readonly closeLater: <T extends { close(): void }>(part: T) => T
}

/** All that a client needs once somebody is, or was, signed in, is refused something, or begins to write: one download. From
 *  here the larger part is loaded that signs in and writes, which shares its modules. */
export interface Account extends Pick<
  FeedClient,
  'signOut' | 'loadMe' | 'loadUser' | 'findUsers' | 'loadBlocked' | 'loadMuted' | 'loadLimits' | 'openDraft'
> {
  readonly keeper: SessionKeeper
  readonly signer: Signer
  readonly notificationList: NotificationList
  /** Reads an answer that is not 2xx, of whatever route. */
  readonly readProblem: (response: Response) => Promise<FeedError>
  loadSignIns(): Promise<SignIns>
  loadWriting(): Promise<Writing>
}

/** Makes the account part of a client. */
export function createAccount(client: AccountPorts): Account {
  const { transport, site, closeLater } = client
  const database = client.kept.open('ai-feed-session')
  const keeper = createSessionKeeper({ ...client, database, key: client.sessionKey })
  const session: SessionOwner = { ...client.session, ...keeper }
  const ports = { ...client, database, session, findBearer: createFindBearer(transport, client.clock) }
  const signer = createSigner(ports)
  const loadLimits = createLoadLimits(transport)
  const users = createLoadUsers(transport, site, session.hasTokens)
  const currentUser = (): User | undefined => session.current()?.user

  const loadWriting = lazily(async () => {
    await session.ready()
    const { createWriting } = await import('./writing-part.js')
    const writing = createWriting({
      ...client,
      database: client.kept.open('ai-feed-outbox'),
      store: client.outbox,
      authorization: session,
      async freshenNonce(signal) {
        if (!signer.hasFreshNonce()) await users.loadMe({ signal })
      },
      loadLimits,
      createKey: createRandomId,
      userId: () => (session.current()?.tokens === undefined ? undefined : currentUser()?.id),
      viewer: currentUser,
      onUserChange: session.meet,
      closed: client.closing,
      findPost: async (id) => client.posts.get(id) ?? client.loadPost(id),
    })
    closeLater(writing.outbox)
    // After everything else has heard of it. Who signs in again is nobody new, but what waits for them can go out.
    closeLater({ close: session.store.subscribe(() => queueMicrotask(writing.outbox.wake)) })
    return writing
  })

  return {
    keeper,
    signer,
    notificationList: createNotificationList(transport, client.notifications),
    loadLimits,
    ...users,
    openDraft: createDrafts(client.kept.open('ai-feed-drafts'), `${client.server} ${site}`, client.clock),
    readProblem: (response) => errorOfResponse(response, client.clock),
    loadSignIns: lazily(async () => closeLater((await import('./writing-part.js')).createSignIns(ports))),
    loadWriting,
    async signOut(options) {
      const { everywhere } = own(options)
      const revoke = (record?: SessionRecord): Promise<void> => signer.revoke(record)
      if (everywhere) await revoke()
      const record = await keeper.end()
      if (record !== undefined) await revoke(record).catch(ignore)
    },
  }
}

/** The session has ended here all the same. */
function ignore(): void {}
