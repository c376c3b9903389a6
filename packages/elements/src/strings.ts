import type { LaterStrings } from './strings-en.js'

/** The words that a feed may need at once. A function gets what it speaks of. */
export interface FeedStrings {
  feedLabel: string
  tabLabels: Readonly<Record<string, string>>
  loading: string
  loadingMore: string
  loaded: (count: number) => string
  loadMore: string
  showFeed: string
  newPosts: (count: number) => string
  emptyTitle: string
  emptyText: string
  end: string
  offlineTitle: string
  offlineText: string
  staleOffline: string
  limitedTitle: string
  limitedText: (seconds: number) => string
  signedOutTitle: string
  signedOutText: string
  failedTitle: string
  retry: string
  serverMissing: string
  codeMissing: string
  errors: Readonly<Record<string, string>>
  errorFallback: string

  now: string
  minutes: (count: number) => string
  hours: (count: number) => string
  days: (count: number) => string
  edited: string
  followersOnly: string
  openPost: (name: string) => string
  comments: (count: number) => string
  likes: (count: number, on: boolean) => string
  remix: string
  remixes: (count: number) => string
  menu: (name: string) => string
  copyLink: string
  linkCopied: string
  deletePost: string
  deleteQuestion: string
  deleteConfirm: string
  keepPost: string
  deleted: string
  remixOf: (handle: string) => string
  commentOn: (handle: string) => string
  sourceDeleted: string
  sourceHidden: string
  postMissing: string
  prompt: string
  pictureBroken: string
  picture: string
  ai: string
  aiEdited: string
  aiChip: string

  pendingWaitingNetwork: string
  pendingWaitingSignIn: string
  pendingWaiting: string
  pendingSending: string
  pendingSent: string
  pendingRejected: (reason: string) => string
  discard: string
  you: string

  signIn: string
}

/** Every sentence that the elements can show. A host overrides any of them by the property `strings`. */
export interface Strings extends FeedStrings, LaterStrings {}

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** English, the language that is always there. What is opened later brings its words along (strings-en). */
export const english: FeedStrings = {
  feedLabel: 'Posts',
  tabLabels: { 'for-you': 'For you', explore: 'Latest', home: 'Following' },
  loading: 'Loading posts',
  loadingMore: 'Loading more posts',
  loaded: (count) => `${plural(count, 'post', 'posts')} loaded`,
  loadMore: 'Show more',
  showFeed: 'Show posts',
  newPosts: (count) => plural(count, 'new post', 'new posts'),
  emptyTitle: 'Nothing here yet',
  emptyText: 'The first picture posted here shows up at once.',
  end: 'You have seen everything.',
  offlineTitle: 'You are offline',
  offlineText: 'Posts load by themselves as soon as there is a connection.',
  staleOffline: 'You are offline. These posts may be out of date.',
  limitedTitle: 'Very busy right now',
  limitedText: (seconds) => `Trying again in ${plural(seconds, 'second', 'seconds')}.`,
  signedOutTitle: 'Sign in to see this feed',
  signedOutText: 'It is made of what you follow and mark.',
  failedTitle: 'This could not be loaded',
  retry: 'Try again',
  serverMissing: 'This feed has no server. Its address belongs into the attribute “server”.',
  codeMissing: 'A part of this page could not be loaded.',
  errors: {
    offline: 'There is no connection.',
    timeout: 'The server took too long to answer.',
    bad_response: 'The server gave an answer that cannot be read.',
    unknown_feed: 'There is no such feed.',
    unknown_site: 'This site is not known to the server.',
    not_found: 'It is not there, or no longer.',
    gone: 'It was deleted.',
    rate_limited: 'Too many requests at once. A short wait helps.',
    overloaded: 'The server is busy. A short wait helps.',
    quota_exceeded: 'All pictures for today are used up.',
    origin_not_allowed: 'This page is not allowed to act for the site.',
    suspended: 'This account is suspended.',
    scope_missing: 'This sign-in does not allow it.',
    comment_not_allowed: 'The author does not take comments here.',
    remix_not_allowed: 'The author does not allow remixes.',
    sign_in_required: 'This needs a sign-in.',
    sign_in_blocked: 'The browser blocked the sign-in window.',
    sign_in_canceled: 'The sign-in was closed before it was finished.',
    sign_in_failed: 'The sign-in did not work.',
    insecure_context: 'Signing in needs a page served over https.',
    storage_failed: 'This browser keeps nothing for this page.',
    unreadable_image: 'This picture cannot be read.',
    not_an_image: 'This is not a picture that can be read.',
    image_too_large: 'This picture file is too large.',
    too_many_pixels: 'This picture has too many pixels.',
    body_too_large: 'This is too large to send.',
    invalid_field: 'Something in it is too long or not allowed.',
    generator_unavailable: 'The image generator cannot be reached.',
    expired: 'It waited too long to be sent.',
  },
  errorFallback: 'Something went wrong on the way.',

  now: 'now',
  minutes: (count) => `${count} min`,
  hours: (count) => `${count} h`,
  days: (count) => `${count} d`,
  edited: 'edited',
  followersOnly: 'followers only',
  openPost: (name) => `Open the post by ${name}`,
  comments: (count) => `Comment, ${plural(count, 'comment', 'comments')}`,
  likes: (count, on) => `${on ? 'Take back like' : 'Like'}, ${plural(count, 'like', 'likes')}`,
  remix: 'Remix',
  remixes: (count) => `Remix, ${plural(count, 'remix', 'remixes')}`,
  menu: (name) => `More about the post by ${name}`,
  copyLink: 'Copy link',
  linkCopied: 'Link copied',
  deletePost: 'Delete',
  deleteQuestion: 'Delete this post for good?',
  deleteConfirm: 'Delete for good',
  keepPost: 'Keep it',
  deleted: 'Post deleted',
  remixOf: (handle) => `Remix of @${handle}`,
  commentOn: (handle) => `Comment on @${handle}`,
  sourceDeleted: 'The post this came from was deleted.',
  sourceHidden: 'The post this came from is not visible to you.',
  postMissing: 'This post is not there, or no longer.',
  prompt: 'Prompt',
  pictureBroken: 'The picture could not be loaded.',
  picture: 'Picture',
  ai: 'AI',
  aiEdited: 'AI edited',
  aiChip: 'Made with AI. How this picture came to be',

  pendingWaitingNetwork: 'Waiting for a connection. Goes out when this site is open and online.',
  pendingWaitingSignIn: 'Waiting for you to sign in.',
  pendingWaiting: 'Waiting for the server. Goes out by itself.',
  pendingSending: 'Posting…',
  pendingSent: 'Posted',
  pendingRejected: (reason) => `Not posted. ${reason}`,
  discard: 'Discard',
  you: 'You',

  signIn: 'Sign in',
}

/** Says in one sentence what an error code means to the person in front of it. */
export function errorSentence(code: string | undefined, strings: FeedStrings): string {
  return (code && Object.hasOwn(strings.errors, code) && strings.errors[code]) || strings.errorFallback
}
