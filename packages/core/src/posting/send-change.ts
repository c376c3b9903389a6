import {
  meShape,
  reactionResultShape,
  routes,
  userShape,
  type Me,
  type Post,
  type ReactionResult,
  type User,
} from '@ai-feed/protocol'
import type { Authorization } from '../http/authorization.js'
import { demandStatus } from '../http/demand-status.js'
import type { Transport } from '../http/transport.js'
import type { Intent } from './outbox-entry.js'
import { sendEdit } from './send-edit.js'

/** Everything that is sent in one request without files. */
export type Change = Exclude<Intent, { kind: 'post' }>

/** Sends a change. PUT, PATCH and DELETE are repeatable by themselves, a report by its key.
 *  @returns what the server says the changed thing is now, undefined where it says nothing */
export async function sendChange(
  id: string,
  change: Change,
  { transport, authorization, signal }: { transport: Transport; authorization: Authorization; signal: AbortSignal },
): Promise<Post | ReactionResult | User | Me | undefined> {
  const common = { authorization, signal }
  switch (change.kind) {
    case 'edit':
      return sendEdit(change, { transport, ...common })
    case 'delete':
      return transport.send({ ...common, path: routes.post(change.postId), method: 'DELETE' }, (response) =>
        demandStatus(response, 204),
      )
    case 'reaction':
      return transport.json(reactionResultShape, {
        ...common,
        path: routes.mark(change.postId, change.mark),
        method: change.on ? 'PUT' : 'DELETE',
      })
    case 'relation':
      return transport.json(userShape, {
        ...common,
        path: routes.relation(change.handle, change.relation),
        method: change.on ? 'PUT' : 'DELETE',
      })
    case 'report':
      return transport.send(
        { ...common, path: routes.reports(), method: 'POST', headers: { 'idempotency-key': id }, json: change.report },
        (response) => demandStatus(response, 201),
      )
    case 'me':
      return transport.json(meShape, { ...common, path: routes.me(), method: 'PATCH', json: change.change })
    default:
      return change satisfies never
  }
}
