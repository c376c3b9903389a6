import { accountEnglish } from './strings-account.js'
import type { AccountStrings } from './strings-account.js'
import { composerEnglish } from './strings-composer.js'
import type { ComposerStrings } from './strings-composer.js'
import { menuEnglish } from './strings-menu.js'
import type { MenuStrings } from './strings-menu.js'

/** The words of everything but first posts: what a feed may be in, menus, composer, account, threads and provenance. */
export interface LaterStrings extends AccountStrings, ComposerStrings, MenuStrings {
  loading: string
  loadingMore: string
  loadMore: string
  loadPrevious: string
  end: string
  newPosts: (count: number) => string
  emptyTitle: string
  emptyText: string
  /** What is said instead, by the kind of the feed. */
  emptyTexts: Readonly<Record<string, string>>
  offlineTitle: string
  unreachableTitle: string
  offlineText: string
  stale: string
  limitedTitle: string
  limitedText: (seconds: number) => string
  retryIn: (seconds: number) => string
  signedOutTitle: string
  signedOutText: string
  failedTitle: string
  errors: Readonly<Record<string, string>>
  errorFallback: string
  postMissing: string
  pendingWaitingNetwork: string
  /** Said of what waits where the browser stores nothing. */
  pendingUnkept: string
  pendingWaitingSignIn: string
  pendingWaiting: string
  pendingBecause: (reason: string) => string
  pendingSending: string
  pendingSent: string
  pendingRejected: (reason: string) => string
  discard: string
  editEntry: string
  you: string
  signIn: string
  loaded: (count: number) => string

  signingIn: string
  signInStuck: string
  signInAgain: string
  signInHere: string
  signInIdle: string
  provenanceTitle: string
  provenanceEdited: string
  provenanceNote: string
  model: string
  generator: string
  made: string
  source: string
  credentials: string
  credentialsTrusted: string
  credentialsValid: string
  credentialsInvalid: string
  credentialsNone: string
  training: string
  trainingAllowed: string
  trainingDenied: string
  commentsTitle: string
  emptyComments: string
  showAsGrid: string
  showAsList: string
  close: string
}

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** Seconds, or minutes where they are many. */
const span = (seconds: number): string =>
  seconds < 100 ? plural(seconds, 'second', 'seconds') : plural(Math.ceil(seconds / 60), 'minute', 'minutes')

/** English for them. */
export const laterEnglish: LaterStrings = {
  ...accountEnglish,
  ...composerEnglish,
  ...menuEnglish,
  loading: 'Loading posts',
  loadingMore: 'Loading more posts',
  loadMore: 'Show more',
  loadPrevious: 'Show what is above',
  end: 'You have seen everything.',
  newPosts: (count) => plural(count, 'new post', 'new posts'),
  emptyTitle: 'Nothing here yet',
  emptyText: 'The first picture posted here shows up at once.',
  emptyTexts: {
    home: 'Posts of people you follow show up here.',
    likes: 'What you like shows up here.',
    bookmarks: 'What you bookmark shows up here.',
    search: 'No post has these words.',
  },
  offlineTitle: 'You are offline',
  unreachableTitle: 'The server cannot be reached',
  offlineText: 'Posts load by themselves as soon as there is a connection.',
  stale: 'These posts may be out of date.',
  limitedTitle: 'Very busy right now',
  limitedText: (seconds) => `Trying again in ${span(seconds)}.`,
  retryIn: (seconds) => `Try again in ${span(seconds)}.`,
  signedOutTitle: 'Sign in to see this feed',
  signedOutText: 'It is made of what you follow and mark.',
  failedTitle: 'This could not be loaded',
  errors: {
    offline: 'There is no connection.',
    timeout: 'The server took too long to answer.',
    bad_response: 'The server gave an answer that cannot be read.',
    unknown_feed: 'There is no such feed.',
    unknown_site: 'This site is not known to the server.',
    not_found: 'It is not there, or no longer.',
    gone: 'It was deleted.',
    media_not_found: 'The picture is not on the server, or no longer.',
    bad_cursor: 'This feed has changed. Loading the page again helps.',
    version_conflict: 'It was changed in the meantime.',
    rate_limited: 'Too many requests at once. A short wait helps.',
    overloaded: 'The server is busy. A short wait helps.',
    shutting_down: 'The server is starting again. A short wait helps.',
    database_unavailable: 'The server cannot work right now. A short wait helps.',
    internal: 'Something went wrong on the server.',
    storage_full: 'The server has no room left for this.',
    quota_exceeded: 'All pictures for today are used up.',
    origin_not_allowed: 'This page is not allowed to act for the site.',
    suspended: 'This account is suspended.',
    scope_missing: 'This sign-in does not allow it.',
    token_invalid: 'The sign-in has ended. Signing in again helps.',
    token_expired: 'The sign-in has ended. Signing in again helps.',
    dpop_invalid: 'The sign-in does not hold here. Signing in again helps.',
    comment_not_allowed: 'The author does not take comments here.',
    quote_not_allowed: 'The author does not allow quotes.',
    remix_not_allowed: 'The author does not allow remixes.',
    sign_in_required: 'This needs a sign-in.',
    sign_in_blocked: 'The browser blocked the sign-in window.',
    sign_in_canceled: 'The sign-in was closed before it was finished.',
    sign_in_failed: 'The sign-in did not work. Sign in again.',
    insecure_context: 'Signing in needs a page served over https.',
    storage_failed: 'This browser keeps nothing for this page.',
    unreadable_image: 'This picture cannot be read.',
    not_an_image: 'This is not a picture that can be read.',
    unsupported_type: 'Pictures of this kind are not taken.',
    image_refused: 'This picture was refused: too long and thin, or not allowed here.',
    image_too_large: 'This picture file is too large.',
    too_many_pixels: 'This picture has too many pixels.',
    body_too_large: 'This is too large to send.',
    invalid_field: 'Something in it is too long or not allowed.',
    prompt_refused: 'The image generator does not paint this prompt.',
    text_refused: 'These words are not allowed here. Change them and send it again.',
    size_not_offered: 'Pictures are not painted in this size.',
    generator_unavailable: 'The image generator cannot be reached.',
    provider_refused: 'The image generator does not paint this prompt.',
    provider_rate_limited: 'The image generator is busy. A short wait helps.',
    provider_failed: 'The image generator did not get it done.',
    bad_output: 'What the image generator gave is no picture.',
    interrupted: 'The server stopped while it was painted.',
    timed_out: 'The image generator took too long.',
    expired: 'It waited too long to be sent.',
  },
  errorFallback: 'Something went wrong on the way.',
  postMissing: 'This post is not there, or no longer.',
  pendingWaitingNetwork: 'Waiting for a connection. Goes out when this site is open and online.',
  pendingUnkept: 'This browser stores nothing here. It goes out if the page stays open.',
  pendingWaitingSignIn: 'Waiting for you to sign in.',
  pendingWaiting: 'Waiting for the server. Goes out by itself.',
  pendingBecause: (reason) => `${reason} Goes out by itself.`,
  pendingSending: 'Posting…',
  pendingSent: 'Posted',
  pendingRejected: (reason) => `Not posted. ${reason}`,
  discard: 'Discard',
  editEntry: 'Edit',
  you: 'You',
  signIn: 'Sign in',
  loaded: (count) => `${plural(count, 'post', 'posts')} loaded`,

  signingIn: 'Waiting for the sign-in window…',
  signInStuck: 'No window in sight?',
  signInAgain: 'Try again',
  signInHere: 'Continue in this window',
  signInIdle: 'No answer from the sign-in window yet.',
  provenanceTitle: 'Made with AI',
  provenanceEdited: 'Edited with AI',
  provenanceNote: 'This label stays with the picture wherever it goes.',
  model: 'Model',
  generator: 'Generator',
  made: 'Made on',
  source: 'Remix of',
  credentials: 'Credentials',
  credentialsTrusted: 'Signed, verified',
  credentialsValid: 'Signed by an unknown signer',
  credentialsInvalid: 'Signature does not match',
  credentialsNone: 'Not signed',
  training: 'Training',
  trainingAllowed: 'Allowed by the author',
  trainingDenied: 'Not allowed by the author',
  commentsTitle: 'Post and comments',
  emptyComments: 'No comments yet.',
  showAsGrid: 'Show as a grid of pictures',
  showAsList: 'Show as a list',
  close: 'Close',
}
