import { meShape, readQuery, routes, userRefPageShape, userShape, type User } from '@ai-feed/protocol'
import type { FeedClient } from '../feed-client.js'
import { FeedError, isFeedError } from '../feed-error.js'
import type { Authorization } from '../http/authorization.js'
import { readAsViewer } from '../http/read-as-viewer.js'
import type { Transport } from '../http/transport.js'
import type { Clock } from '../platform/clock.js'
import { own } from '../platform/own.js'
import { tryAgain } from '../platform/try-again.js'

/** Makes what reads users: the signed-in one, one by handle, those whose handle or name begins so, and those whom the viewer silences. */
export function createLoadUsers(
  transport: Transport,
  site: string,
  hasTokens: () => Promise<boolean>,
): Pick<FeedClient, 'loadMe' | 'loadUser' | 'findUsers' | 'loadBlocked' | 'loadMuted'> {
  const loadSilenced =
    (kind: 'blocks' | 'mutes'): FeedClient['loadBlocked'] =>
    (options) => {
      const { signal, cursor, limit } = own(options)
      return transport.json(userRefPageShape, { path: routes.silenced(kind) + readQuery({ limit, cursor }), signal })
    }
  return {
    async loadMe(options) {
      const { signal } = own(options)
      if (!(await hasTokens())) throw new FeedError('sign_in_required', 'nobody is signed in')
      return transport.json(meShape, { path: routes.me(), signal })
    },
    loadBlocked: loadSilenced('blocks'),
    loadMuted: loadSilenced('mutes'),
    async loadUser(handle, options) {
      const { signal } = own(options)
      const path = routes.user(handle)
      return readAsViewer(hasTokens, (viewer) =>
        transport.json(userShape, { path: path + readQuery({ site, ...viewer }), signal }),
      )
    },
    async findUsers(q, options) {
      const { signal, limit = 10 } = own(options)
      const path = `${routes.users()}?q=${encodeURIComponent(q)}&limit=${limit}`
      return (await transport.json(userRefPageShape, { path, signal })).items
    },
  }
}

/** Makes what asks whose tokens are proved. Of tokens that are there it asks more than once: they came of an answer that nobody
 *  gives again. */
export function createFindBearer(
  transport: Transport,
  clock: Clock,
): (authorization: Authorization, signal: AbortSignal) => Promise<User> {
  return (authorization, signal) =>
    tryAgain(() => transport.json(userShape, { path: routes.me(), signal, authorization }), {
      most: 3,
      mayMend: (error) => isFeedError(error) && error.retryable,
      clock,
      signal,
    })
}
