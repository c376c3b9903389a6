import type { User } from '@ai-feed/protocol'
import type { SignInOptions } from '../feed-client.js'
import { FeedError } from '../feed-error.js'
import type { GetToken } from './host-token.js'
import type { RelayAnswer } from './relay-answer.js'
import type { SessionRecord } from './session-record.js'
import type { SessionOwner } from './session.js'

/** The ways to sign in, loaded when the first one is used. */
export interface SignInWays {
  byPopup(popup: Window, signal: AbortSignal): Promise<User>
  byRedirect(signal: AbortSignal): Promise<never>
  byHost(getToken: GetToken, signal: AbortSignal): Promise<User>
  complete(answer: RelayAnswer, signal: AbortSignal): Promise<User>
  /** Ends the grant of a session on the server. */
  revoke(record: SessionRecord): Promise<void>
}

/** What beginning needs from its client. */
export interface BeginPorts {
  readonly session: SessionOwner
  readonly getToken: GetToken | undefined
  readonly loadWays: () => Promise<SignInWays>
}

/** Starts sign-ins, one at a time. */
export interface SignInStarter {
  start(options: SignInOptions): Promise<User>
  /** Ends the sign-in that the page came back from. */
  complete(answer: RelayAnswer): Promise<User>
  close(): void
}

/** Makes the starter of a client. The window opens in the call itself, before anything is awaited: a browser that sees
 *  the click no more would block it. */
export function createSignInStarter({ session, getToken, loadWays }: BeginPorts): SignInStarter {
  let running: AbortController | undefined

  async function run(work: (ways: SignInWays, signal: AbortSignal) => Promise<User>, signal?: AbortSignal): Promise<User> {
    running?.abort(new FeedError('sign_in_canceled', 'another sign-in took its place'))
    const controller = new AbortController()
    running = controller
    const signals = AbortSignal.any([controller.signal, ...(signal === undefined ? [] : [signal])])
    await session.ready()
    try {
      signals.throwIfAborted()
      const ways = await loadWays()
      return await work(ways, signals)
    } catch (error) {
      // The one that took its place reports for itself.
      if (running === controller) session.settle()
      throw error
    } finally {
      if (running === controller) running = undefined
    }
  }

  return {
    async start({ mode = 'auto', signal } = {}) {
      if (!globalThis.isSecureContext || globalThis.crypto?.subtle === undefined) {
        throw new FeedError('insecure_context', 'signing in needs a page on https or localhost')
      }
      if (getToken !== undefined) return run((ways, signals) => ways.byHost(getToken, signals), signal)
      signal?.throwIfAborted()
      const popup = mode === 'redirect' ? null : open('about:blank', '_blank', 'popup,width=480,height=760')
      if (popup === null && mode === 'popup') {
        throw new FeedError('sign_in_blocked', 'the browser did not open a window for signing in')
      }
      return run(async (ways, signals) => {
        if (popup === null) return ways.byRedirect(signals)
        session.report({ type: 'window-opened' })
        return ways.byPopup(popup, signals)
      }, signal).catch((error: unknown) => {
        popup?.close()
        throw error
      })
    },
    complete: (answer) => run((ways, signal) => ways.complete(answer, signal)),
    close() {
      running?.abort(new FeedError('sign_in_canceled', 'the client was closed'))
    },
  }
}
