import type { FeedError, User } from '@ai-feed/core'

/** Somebody wants to sign in. Cancel it to sign in by other means. */
export class AiAccountSignInEvent extends Event {
  constructor() {
    super('ai-account-sign-in', { bubbles: true, composed: true, cancelable: true })
  }
}

/** A user is signed in. */
export class AiAccountSignedInEvent extends Event {
  readonly user: User

  constructor(user: User) {
    super('ai-account-signed-in', { bubbles: true, composed: true })
    this.user = user
  }
}

/** The user has signed out. */
export class AiAccountSignedOutEvent extends Event {
  constructor() {
    super('ai-account-signed-out', { bubbles: true, composed: true })
  }
}

/** Signing in or out did not work. */
export class AiAccountFailedEvent extends Event {
  readonly error: FeedError

  constructor(error: FeedError) {
    super('ai-account-failed', { bubbles: true, composed: true })
    this.error = error
  }
}

/** What every tag fires where somebody signs in or out. */
export interface SignInEventMap {
  'ai-account-sign-in': AiAccountSignInEvent
  'ai-account-signed-in': AiAccountSignedInEvent
  'ai-account-signed-out': AiAccountSignedOutEvent
}
