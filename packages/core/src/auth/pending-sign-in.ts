import type { Clock } from '../platform/clock.js'
import type { Transport } from '../http/transport.js'
import type { Database } from '../storage/database.js'

/** A sign-in that went to the server and has not come back. Without it, a code is worth nothing. */
export interface PendingSignIn {
  readonly state: string
  readonly server: string
  readonly site: string
  readonly verifier: string
  readonly keyPair: CryptoKeyPair
  /** A window of its own is closed after it came back. */
  readonly mode: 'popup' | 'redirect'
  readonly createdAtMs: number
}

/** What keeping sign-ins needs from its client. */
export interface PendingPorts {
  readonly database: Database
  readonly transport: Pick<Transport, 'server'>
  readonly site: string
  readonly clock: Clock
}

/** The server keeps a sign-in for 10 minutes. */
const maxAgeMs = 15 * 60_000
const keyOf = (state: string): string => `pending ${state}`

/** Keeps a sign-in for the way back, and drops those that never came back.
 *  @throws FeedError `storage_failed` */
export async function savePending({ database, clock }: PendingPorts, pending: PendingSignIn): Promise<void> {
  await database.set([[keyOf(pending.state), pending]])
  const keys = (await database.keys()).filter((key) => key.startsWith('pending '))
  const stored = await database.getMany(keys)
  await database.remove(keys.filter((_key, index) => !isAlive(stored[index], clock)))
}

/** Takes a sign-in out, once. Undefined when it is not one of this server and site, or too old. */
export async function takePending(
  { database, transport, site, clock }: PendingPorts,
  state: string,
): Promise<PendingSignIn | undefined> {
  const stored = await database.get(keyOf(state))
  await database.remove([keyOf(state)])
  if (!isAlive(stored, clock)) return undefined
  return stored.server === transport.server && stored.site === site ? stored : undefined
}

function isAlive(stored: unknown, clock: Clock): stored is PendingSignIn {
  const pending = stored as Partial<PendingSignIn> | undefined
  if (typeof pending?.createdAtMs !== 'number' || typeof pending.verifier !== 'string') return false
  return pending.keyPair?.privateKey instanceof CryptoKey && Math.abs(clock.now() - pending.createdAtMs) < maxAgeMs
}
