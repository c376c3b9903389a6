import type { User } from '@ai-feed/protocol'
import type { SignInOptions } from '../feed-client.js'
import { FeedError } from '../feed-error.js'

/** How a sign-in goes on after its first line. */
export type SignInWay = { readonly kind: 'popup'; readonly popup: Window } | { readonly kind: 'redirect' | 'host' }

/** The part that is loaded when somebody signs in. */
export interface SignIns {
  /** Signs in; what was going on before is canceled. */
  run(way: SignInWay, signal?: AbortSignal): Promise<User>
  /** Ends the sign-in that the page came back from, by the answer in its fragment. */
  complete(fragment: unknown): Promise<User>
  close(): void
}

/** Begins a sign-in. The window opens in the call itself, before anything is awaited: a browser that no longer sees the
 *  click would block it.
 *  @throws FeedError `insecure_context` | `sign_in_blocked` | … */
export async function beginSignIn(
  { mode = 'auto', signal }: SignInOptions,
  isHosted: boolean,
  load: () => Promise<SignIns>,
): Promise<User> {
  const hasPage = typeof document !== 'undefined'
  if (hasPage && !globalThis.isSecureContext)
    throw new FeedError('insecure_context', 'signing in needs a page on https or localhost')
  if (!hasPage && !isHosted) throw new FeedError('sign_in_blocked', 'signing in without a page needs getToken')
  signal?.throwIfAborted()
  const popup = isHosted || mode === 'redirect' ? null : open('about:blank', '_blank', 'popup,width=480,height=760')
  if (popup === null && mode === 'popup' && !isHosted) {
    throw new FeedError('sign_in_blocked', 'the browser did not open a window for signing in')
  }
  try {
    return await (
      await load()
    ).run(popup === null ? { kind: isHosted ? 'host' : 'redirect' } : { kind: 'popup', popup }, signal)
  } catch (error) {
    popup?.close()
    throw error
  }
}
