import type { AiPreferences, DecisionKind } from '@ai-feed/protocol'
import type { Refusal, SignUpFault } from './ports.js'

/** Passkeys (WebAuthn) of the users of all sites. Options are JSON for the browser's script; an answer is what that gives
 *  back. Each challenge is signed once and only for the form that it was bound to. What gives nothing when it is done gives a
 *  refusal otherwise. */
export interface Passkeys {
  /** Whether browsers can have passkeys of this server: not at a bare address. */
  readonly areOffered: boolean
  /** Asks for any passkey of this server; undefined for an address that was asked too often. */
  askToSignIn(form: { boundTo: string; address: string }): Promise<PasskeyOptions | undefined>
  signIn(attempt: PasskeyAttempt): Promise<{ userId: string } | Refusal<'passkey_unknown' | 'suspended' | 'limited'>>
  /** Asks for a passkey of a user to be; the handle is checked first. */
  askToSignUp(request: PasskeySignUp): Promise<PasskeyOptions | Refusal<SignUpFault | 'limited'>>
  /** Makes the user of askToSignUp with the passkey as the one way to sign in. */
  signUp(attempt: PasskeyAttempt): Promise<{ userId: string } | Refusal<SignUpFault | 'passkey_refused' | 'limited'>>
  /** Asks for one more passkey of a user. */
  askToAdd(
    request: Pick<AccountOverview, 'siteId' | 'siteName' | 'userId' | 'handle'> & { boundTo: string },
  ): Promise<PasskeyOptions>
  add(
    attempt: PasskeyAttempt & { userId: string; name: string },
  ): Promise<Refusal<'passkey_refused' | 'passkeys_many'> | undefined>
  /** Removes one, unless it is the last way to sign in. */
  remove(siteId: string, userId: string, id: string): Promise<Refusal<'last_way'> | undefined>
}

/** What the browser is asked; opaque but to it and to SimpleWebAuthn. */
export type PasskeyOptions = { readonly options: string }

/** What came back, from which address. */
export interface PasskeyAttempt {
  readonly siteId: string
  readonly boundTo: string
  readonly answer: string
  readonly address: string
  /** Those who are suspended may sign in to the account pages and to nothing else. */
  readonly isForAccountPages?: boolean
}

/** Who wants to have an account with a passkey and no password. */
export interface PasskeySignUp {
  readonly siteId: string
  readonly siteName: string
  readonly handle: string
  readonly name: string
  readonly boundTo: string
  readonly address: string
}

/** What the account pages show of a user and change. */
export interface AccountSettings {
  /** undefined for users who are deleted. */
  load(siteId: string, userId: string): Promise<AccountOverview | undefined>
  changePassword(change: {
    siteId: string
    userId: string
    password: string
  }): Promise<Refusal<'password_short' | 'password_long'> | undefined>
  /** Sets the AI preferences of new posts, and keeps when and to which words that was said. */
  setAiPreferences(siteId: string, userId: string, preferences: AiPreferences): Promise<void>
  /** Replaces the words that a user mutes, as they typed them. */
  setMutedWords(siteId: string, userId: string, typed: readonly string[]): Promise<Refusal<'words'> | undefined>
}

/** A user as the account pages show them. */
export interface AccountOverview {
  readonly userId: string
  readonly handle: string
  readonly name: string
  readonly siteId: string
  readonly siteName: string
  readonly isSuspended: boolean
  readonly hasPassword: boolean
  /** Oldest first. */
  readonly passkeys: readonly { id: string; name: string; createdAt: Date; usedAt: Date | null }[]
  readonly aiPreferences: AiPreferences
  readonly mutedWords: readonly string[]
}

/** Decisions about a user and their posts, as they see them, and what they say against those. */
export interface OwnDecisions {
  /** The newest hundred, newest first. */
  list(user: { siteId: string; userId: string }): Promise<readonly OwnDecision[]>
  /** undefined for decisions about others as for none at all. */
  find(user: { siteId: string; userId: string }, id: string): Promise<OwnDecision | undefined>
  /** Appeals against one, once. */
  appeal(
    user: { siteId: string; userId: string },
    id: string,
    reason: string,
  ): Promise<Refusal<'appeal_empty' | 'appeal_long' | 'appeal_over'> | undefined>
}

/** A statement of reasons, and what became of an appeal. */
export interface OwnDecision {
  readonly id: string
  readonly kind: Exclude<DecisionKind, 'none' | 'uphold' | 'reverse'>
  readonly label: string | null
  /** A removal that could not be undone. */
  readonly erase: boolean
  /** Null for decisions about the account. */
  readonly postId: string | null
  /** The beginning of the post's text; empty once that is deleted. */
  readonly postText: string | null
  readonly ground: string
  readonly facts: string
  readonly isAutomated: boolean
  /** Whether somebody had reported it. */
  readonly isReported: boolean
  readonly at: Date
  readonly appeal?: {
    readonly reason: string
    readonly receivedAt: Date
    readonly answer?: { kind: 'uphold' | 'reverse'; ground: string; facts: string; at: Date }
  }
  readonly canAppeal: boolean
}

/** Links that the operator hands out, each good for one use. */
export interface AccountLinks {
  /** Tells what a link is for, without using it up; undefined for one that is used, expired or made up. */
  find(token: string, kind: 'invite' | 'reset'): Promise<AccountLink | undefined>
  /** Makes an account by an invitation. */
  signUpByInvite(
    token: string,
    typed: { handle: string; name: string; password: string },
  ): Promise<{ userId: string; siteId: string } | Refusal<SignUpFault | 'link_used'>>
  /** Gives a user a password by a reset link. Every sign-in and every passkey of theirs ends: somebody else may hold them. */
  reset(
    token: string,
    password: string,
  ): Promise<{ userId: string; siteId: string } | Refusal<'password_short' | 'password_long' | 'link_used'>>
}

/** An unused link. */
export interface AccountLink {
  readonly siteId: string
  readonly siteName: string
  /** Whom a reset is about. */
  readonly handle?: string
}
