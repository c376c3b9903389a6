import { FeedError, isFeedError } from '../feed-error.js'
import type { Authorization } from '../http/authorization.js'
import type { Transport } from '../http/transport.js'
import type { StoredEntry } from './outbox-entry.js'
import type { OutboxStorage } from './outbox-storage.js'
import { sendChange } from './send-change.js'
import { sendPost, type SendPicture } from './send-post.js'

/** What sending an entry needs from its client. */
export interface SendEntryPorts {
  readonly transport: Transport
  readonly storage: OutboxStorage
  readonly sendPicture: SendPicture
  readonly authorization: Authorization
  /** Id of the user whose tokens are there. */
  readonly userId: () => string | undefined
}

/** What one sending tells on its way. */
export interface SendEntryHooks {
  readonly signal: AbortSignal
  readonly remember: (index: number, mediaId: string) => Promise<unknown>
  readonly onProgress: (part: number) => void
}

/** Sends one entry, whatever it is.
 *  @returns the server's answer
 *  @throws FeedError `invalid_field` for what cannot be sent at all, of another version for example: it must hold nothing up */
export async function sendEntry(entry: StoredEntry, ports: SendEntryPorts, hooks: SendEntryHooks): Promise<unknown> {
  try {
    return await send(entry, ports, hooks)
  } catch (cause) {
    if (isFeedError(cause) || hooks.signal.aborted) throw cause
    throw new FeedError('invalid_field', 'it cannot be sent', { cause })
  }
}

async function send(entry: StoredEntry, ports: SendEntryPorts, hooks: SendEntryHooks): Promise<unknown> {
  const { transport } = ports
  const { intent } = entry
  const authorization = authorizationOf(entry, ports)
  if (intent.kind !== 'post') return sendChange(entry.id, intent, { transport, authorization, signal: hooks.signal })
  const pictures = entry.mediaIds.length > 0 ? await ports.storage.loadPictures(entry.id) : []
  return sendPost(entry, intent.draft, pictures, { transport, sendPicture: ports.sendPicture, authorization, ...hooks })
}

/** Proves only as the user whose entry it is: somebody else may sign in while it is being sent. */
function authorizationOf(entry: StoredEntry, { authorization, userId }: SendEntryPorts): Authorization {
  return {
    async prove(method, url) {
      const proof = await authorization.prove(method, url)
      if (proof === undefined || userId() !== entry.userId) {
        throw new FeedError('sign_in_required', 'its user is not signed in')
      }
      return proof
    },
    observe: authorization.observe,
    recover: authorization.recover,
  }
}
