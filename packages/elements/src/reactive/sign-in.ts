import { isFeedError } from '@ai-feed/core'
import type { FeedClient, User } from '@ai-feed/core'
import { AiAccountSignInEvent, AiAccountSignedInEvent } from './account-events.js'

interface Attempt {
  readonly controller: AbortController
  readonly user: Promise<User>
}

/** The sign-in of each client that was begun last. Every element of the page can take it over or end it. */
const attempts = new WeakMap<FeedClient, Attempt>()

/** Asks the page, then signs in. Call it inside a click and before anything is awaited: it opens a window. When another
 *  try takes the place of this one, this one ends as that does: what somebody wanted outlives a lost window.
 *  @returns the user; undefined when the page took the intent over, or when the sign-in was called off
 *  @throws FeedError as `FeedClient.signIn` */
export async function signInFrom(
  host: HTMLElement,
  client: FeedClient,
  mode?: 'auto' | 'popup' | 'redirect',
): Promise<User | undefined> {
  if (!host.dispatchEvent(new AiAccountSignInEvent())) return undefined
  const controller = new AbortController()
  const { signal } = controller
  const attempt = { controller, user: client.signIn({ ...(mode && { mode }), signal }) }
  attempts.set(client, attempt)
  const user = await lastAnswer(client, attempt)
  if (user && attempts.get(client) === attempt) host.dispatchEvent(new AiAccountSignedInEvent(user))
  return user
}

/** Calls off the sign-in that waits for its window: whoever wanted it is signed out as before. */
export function callOffSignIn(client: FeedClient): void {
  attempts.get(client)?.controller.abort()
}

/** Sees to it that somebody is signed in before a write: waits for a session that is still being restored, and signs
 *  in where there is none. Called inside a click; when the session is known nothing is awaited before the window opens.
 *  @returns false when the page took the intent over, or when the sign-in was called off
 *  @throws FeedError as `FeedClient.signIn` */
export async function ensureSignedIn(host: HTMLElement, client: FeedClient): Promise<boolean> {
  if (client.session.getSnapshot().status === 'unknown') await restored(client.session)
  return client.session.getSnapshot().status === 'signed-in' || Boolean(await signInFrom(host, client))
}

async function lastAnswer(client: FeedClient, attempt: Attempt): Promise<User | undefined> {
  try {
    return await attempt.user
  } catch (error) {
    if (attempt.controller.signal.aborted) return undefined
    const later = attempts.get(client)
    if (!later || later === attempt || !isFeedError(error, 'sign_in_canceled')) throw error
    return lastAnswer(client, later)
  }
}

function restored(session: FeedClient['session']): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = session.subscribe(() => {
      if (session.getSnapshot().status === 'unknown') return
      unsubscribe()
      resolve()
    })
  })
}
