import type { User } from '@ai-feed/protocol'
import type { SignInOptions } from '../feed-client.js'

/** The part that is loaded when somebody signs in. */
export interface SignIns {
  /** Signs in; what was going on before is canceled.
   *  @param popup the window that was opened for it, if one was to be and could be */
  run(popup: Window | null, options: SignInOptions): Promise<User>
  /** Ends the sign-in that the page came back from, by the answer in its fragment. */
  complete(fragment: unknown): Promise<User>
  close(): void
}

/** Begins a sign-in. The window opens in the call itself, before anything is awaited: a browser that no longer sees the
 *  click would block it. Whether it may go on at all is told by the part that is loaded.
 *  @throws FeedError `insecure_context` | `sign_in_blocked` | … */
export async function beginSignIn(
  options: SignInOptions,
  isHosted: boolean,
  load: () => Promise<SignIns>,
): Promise<User> {
  const isPage = typeof document !== 'undefined' && globalThis.isSecureContext
  const mayOpen = isPage && !isHosted && options.mode !== 'redirect' && !options.signal?.aborted
  const popup = mayOpen ? open('about:blank', '_blank', 'popup,width=480,height=760') : null
  try {
    return await (await load()).run(popup, options)
  } catch (error) {
    popup?.close()
    throw error
  }
}
