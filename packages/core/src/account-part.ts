import type { SignIns } from './auth/begin-sign-in.js'
import type { GetToken } from './auth/host-token.js'
import { readSessionRecord } from './auth/session-record.js'
import type { SessionAccount, SessionOwner } from './auth/session.js'
import { createSigner, type Signer } from './auth/signer.js'
import type { FeedClient, NotificationsSnapshot } from './feed-client.js'
import type { FeedError } from './feed-error.js'
import { errorOfResponse } from './http/read-problem.js'
import type { Transport } from './http/transport.js'
import { createLoadLimits } from './media/load-limits.js'
import { createNotificationList } from './notifications/notification-list.js'
import type { NotificationList } from './notifications/notifications.js'
import type { Clock } from './platform/clock.js'
import type { Emitter } from './platform/emitter.js'
import type { Database } from './storage/database.js'
import { createLoadUsers } from './users/load-users.js'
import type { createWriting } from './writing-part.js'

/** What the account part needs from its client. */
export interface AccountPorts {
  readonly transport: Transport
  readonly site: string
  readonly clock: Clock
  readonly session: SessionOwner
  /** Where sign-ins that are under way lie. */
  readonly database: Database
  readonly getToken: GetToken | undefined
  readonly notifications: Emitter<NotificationsSnapshot>
}

/** All that a client needs once somebody is, or was, signed in, or is refused something: one download. From here the larger parts of it are
 *  loaded, which share its modules. */
export interface Account
  extends
    SessionAccount,
    Pick<FeedClient, 'loadMe' | 'loadUser' | 'findUsers' | 'loadBlocked' | 'loadMuted' | 'loadLimits'> {
  readonly signer: Signer
  readonly notificationList: NotificationList
  /** Reads an answer that is not 2xx, of whatever route. */
  readonly readProblem: (response: Response) => Promise<FeedError>
  loadSignIns(): Promise<SignIns>
  loadWriting(): Promise<{ readonly createWriting: typeof createWriting }>
}

/** Makes the account part of a client. */
export function createAccount(ports: AccountPorts): Account {
  const { transport, site, session } = ports
  return {
    readRecord: (stored) => readSessionRecord(stored, transport.server, site),
    signer: createSigner(ports),
    notificationList: createNotificationList(transport, ports.notifications),
    loadLimits: createLoadLimits(transport),
    ...createLoadUsers(transport, site, session.hasTokens),
    readProblem: (response) => errorOfResponse(response, ports.clock),
    async loadSignIns() {
      const { createSignIns } = await import('./auth/sign-in.js')
      return createSignIns(ports)
    },
    loadWriting: () => import('./writing-part.js'),
  }
}
