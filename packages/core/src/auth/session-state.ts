import type { User } from '@ai-feed/protocol'

/** Who is there. `unknown` until the stored session was looked up; `expired` keeps the user so that they can be asked
 *  to sign in again. While `signing-in`, `waitingFor: 'window'` says that the server's window is open: offer "Try again"
 *  (`signIn({mode: 'popup'})`) and "Continue in this window" (`signIn({mode: 'redirect'})`), because a closed window
 *  cannot be noticed. */
export type Session =
  | { readonly status: 'unknown' | 'signed-out' }
  | { readonly status: 'signing-in'; readonly waitingFor?: 'window' | 'server' }
  | { readonly status: 'signed-in' | 'expired'; readonly user: User }

/** What a sign-in that is under way waits for. */
export type SignInStep = 'window' | 'server'

/** Gives the session that a stored record means; `step` while somebody signs in, whoever was there before. */
export function sessionOf(
  record: { readonly user: User; readonly tokens?: unknown } | undefined,
  step: SignInStep | undefined,
): Session {
  if (step !== undefined) return { status: 'signing-in', waitingFor: step }
  if (record === undefined) return { status: 'signed-out' }
  return { status: record.tokens === undefined ? 'expired' : 'signed-in', user: record.user }
}
