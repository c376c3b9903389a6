import { anything, clientLimits, record, routes, type ClientLimits } from '@ai-feed/protocol'
import type { CallOptions } from '../feed-client.js'
import { abortable } from '../platform/abortable.js'
import { own } from '../platform/own.js'
import type { Transport } from '../http/transport.js'

/** Makes what asks a server for its limits: once for as long as an answer is there. A limit that it does not name is the
 *  wire's default. */
export function createLoadLimits(transport: Transport): (options?: CallOptions) => Promise<ClientLimits> {
  let answer: Promise<ClientLimits> | undefined
  return async (options) => {
    const { signal } = own(options)
    answer ??= askLimits(transport).catch((error: unknown) => {
      answer = undefined
      throw error
    })
    return abortable(answer, signal)
  }
}

async function askLimits(transport: Transport): Promise<ClientLimits> {
  const told = await transport.json(record(anything), { path: routes.limits(), timeoutMs: 5000, authorization: null })
  const known = Object.entries(clientLimits).map(([name, fallback]) => {
    const value = told[name]
    return [name, typeof value === typeof fallback ? value : fallback]
  })
  return Object.fromEntries(known) as ClientLimits
}
