import type { User } from '@ai-feed/protocol'

/** Who is there. `unknown` until the stored session was looked up; `expired` keeps the user so that they can be asked
 *  to sign in again. While `signing-in`, `waitingFor: 'window'` says that the server's window is open: offer "Try again"
 *  (`signIn({mode: 'popup'})`) and "Continue in this window" (`signIn({mode: 'redirect'})`), because a closed window
 *  cannot be noticed. */
export type Session =
  | { readonly status: 'unknown' | 'signed-out' }
  | { readonly status: 'signing-in'; readonly waitingFor?: 'window' | 'server' }
  | { readonly status: 'signed-in' | 'expired'; readonly user: User }

/** What can happen to a session. */
export type SessionEvent =
  | { readonly type: 'restored'; readonly user?: User; readonly hasTokens: boolean }
  | { readonly type: 'window-opened' | 'exchanging' | 'expired' | 'signed-out' }
  | { readonly type: 'signed-in'; readonly user: User }

/** Gives the session after an event. An event that does not apply gives back the same object. */
export function sessionTransition(session: Session, event: SessionEvent): Session {
  switch (event.type) {
    case 'restored':
      if (event.user === undefined) return { status: 'signed-out' }
      return { status: event.hasTokens ? 'signed-in' : 'expired', user: event.user }
    case 'window-opened':
      return { status: 'signing-in', waitingFor: 'window' }
    case 'exchanging':
      return { status: 'signing-in', waitingFor: 'server' }
    case 'signed-in':
      return { status: 'signed-in', user: event.user }
    case 'expired':
      return session.status === 'signed-in' ? { status: 'expired', user: session.user } : session
    case 'signed-out':
      return session.status === 'signed-out' ? session : { status: 'signed-out' }
    default:
      return event satisfies never
  }
}
