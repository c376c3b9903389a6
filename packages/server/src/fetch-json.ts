import type { GuardedFetch } from './outgoing/guarded-fetch.js'

const maxBytes = 65_536

/** Creates the fetcher of small JSON documents at addresses that somebody else gave, such as the keys of a host.
 *  It rejects for any status but 200, and for more than 64 kB. */
export function createFetchJson(guardedFetch: GuardedFetch): (url: string) => Promise<unknown> {
  return async (url) => {
    const { status, bytes } = await guardedFetch(url, { maxBytes, accept: 'application/json' })
    if (status !== 200) throw new Error(`${new URL(url).origin} answered ${status}`)
    return JSON.parse(bytes.toString('utf8'))
  }
}
