import type { SignInOptions } from '../feed-client.js'
import { FeedError } from '../feed-error.js'

/** How a sign-in goes on after its window was opened, or was not. */
export type SignInWay = { readonly kind: 'popup'; readonly popup: Window } | { readonly kind: 'redirect' | 'host' }

/** Chooses how a sign-in goes on. A host that signs its users in needs no window.
 *  @throws FeedError `insecure_context` | `sign_in_blocked`, or the signal's reason */
export function findSignInWay(
  popup: Window | null,
  { mode = 'auto', signal }: SignInOptions,
  isHosted: boolean,
): SignInWay {
  const hasPage = typeof document !== 'undefined'
  if (hasPage && !globalThis.isSecureContext)
    throw new FeedError('insecure_context', 'signing in needs a page on https or localhost')
  if (!hasPage && !isHosted) throw new FeedError('sign_in_blocked', 'signing in without a page needs getToken')
  signal?.throwIfAborted()
  if (isHosted) return { kind: 'host' }
  if (popup !== null) return { kind: 'popup', popup }
  if (mode === 'popup') throw new FeedError('sign_in_blocked', 'the browser did not open a window for signing in')
  return { kind: 'redirect' }
}
