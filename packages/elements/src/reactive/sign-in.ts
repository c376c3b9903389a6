import type { FeedClient, User } from '@ai-feed/core'
import { AiAccountSignInEvent, AiAccountSignedInEvent } from './account-events.js'

/** Asks the page, then signs in. Call it inside a click and before anything is awaited: it opens a window.
 *  @returns the user; undefined when the page took the intent over
 *  @throws FeedError as `FeedClient.signIn` */
export async function signInFrom(
  host: HTMLElement,
  client: FeedClient,
  mode?: 'auto' | 'popup' | 'redirect',
): Promise<User | undefined> {
  if (!host.dispatchEvent(new AiAccountSignInEvent())) return undefined
  const user = await client.signIn(mode ? { mode } : {})
  host.dispatchEvent(new AiAccountSignedInEvent(user))
  return user
}

/** Tells whether somebody is signed in, so that a write can go out under their name. */
export function isSignedIn(client: FeedClient): boolean {
  return client.session.getSnapshot().status === 'signed-in'
}
