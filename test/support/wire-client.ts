import { createFeedClient, type FeedClient, type FeedClientOptions } from '@ai-feed/core'
import { WireStub } from './wire-stub.ts'

/** A client of a stub. Storage is the browser's real one, of a server name that no other test has. */
export interface StubbedClient {
  readonly stub: WireStub
  readonly client: FeedClient
  /** Another client of the same server and storage: another tab, or the page after a reload. */
  readonly open: (options?: Partial<FeedClientOptions>) => FeedClient
  /** Signs in as that user. */
  readonly signIn: (client?: FeedClient) => Promise<void>
  readonly closeAll: () => void
}

/** Makes a stub and a client of it. `handle` is who `signIn` signs in. */
export function openClient(options: Partial<FeedClientOptions> & { handle?: string } = {}): StubbedClient {
  const { handle = 'anna', ...clientOptions } = options
  const stub = new WireStub(`https://${crypto.randomUUID()}.test`)
  const clients: FeedClient[] = []
  const open = (more: Partial<FeedClientOptions> = {}): FeedClient => {
    const client = createFeedClient({
      server: stub.server,
      fetch: stub.fetch,
      getToken: async () => handle,
      ...clientOptions,
      ...more,
    })
    clients.push(client)
    return client
  }
  const client = open()
  return {
    stub,
    client,
    open,
    async signIn(signedIn = client) {
      await signedIn.signIn()
    },
    closeAll: () => clients.forEach((one) => one.close()),
  }
}
