import type { FeedClient, FeedClientOptions } from './feed-client.js'

/** Makes a client for one site of one server. Touches nothing until it is used. */
export function createFeedClient(options: FeedClientOptions): FeedClient {
  throw new TypeError(`not built: ${options.server}`)
}
