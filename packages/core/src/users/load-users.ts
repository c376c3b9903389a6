import { readQuery, routes, userRefPageShape, userShape } from '@ai-feed/protocol'
import type { FeedClient } from '../feed-client.js'
import { readAsViewer } from '../http/read-as-viewer.js'
import type { Transport } from '../http/transport.js'

/** Makes what reads users: one by handle, or those whose handle or name begins so. */
export function createLoadUsers(
  transport: Transport,
  site: string,
  hasTokens: () => Promise<boolean>,
): Pick<FeedClient, 'loadUser' | 'findUsers'> {
  return {
    async loadUser(handle, { signal } = {}) {
      return readAsViewer(hasTokens, (viewer) =>
        transport.json(userShape, { path: routes.user(handle) + readQuery({ site, ...viewer }), signal }),
      )
    },
    async findUsers(q, { signal, limit = 10 } = {}) {
      const path = `${routes.users()}?q=${encodeURIComponent(q)}&limit=${limit}`
      return (await transport.json(userRefPageShape, { path, signal })).items
    },
  }
}
