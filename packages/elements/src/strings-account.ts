import type { Notification } from '@ai-feed/core'

/** The words of what happened to somebody; `who` is one name or several. */
export type NotificationSentences = Readonly<Record<Exclude<Notification['kind'], 'report'>, (who: string) => string>>

/** The words of an account: its button, its menu, its notifications. */
export interface AccountStrings {
  /** On the button of somebody whose sign-in has ended. */
  signInOnceMore: string
  endedTitle: string
  endedText: string
  signOut: string
  signOutEverywhere: string
  signOutQuestion: string
  staySignedIn: string
  accountPage: string
  feedOrder: (feed: string) => string
  bestFirst: string
  newestFirst: string
  silenced: string
  silencedNobody: string
  unblock: (handle: string) => string
  unblocked: (handle: string) => string
  account: (name: string) => string
  accountMenu: string
  accountCounts: (posts: number, followers: number) => string
  unread: (count: number) => string
  notifications: string
  loadingNotifications: string
  noNotifications: string
  newNotification: string
  /** On the button that shows what arrived meanwhile. */
  showNew: (count: number) => string
  notified: NotificationSentences
  /** What became of a report, to who made it. */
  reportAnswered: Readonly<Record<NonNullable<Notification['outcome']>, string>>
  people: (names: readonly string[], count: number) => string
}

/** English for them. */
export const accountEnglish: AccountStrings = {
  signInOnceMore: 'Sign in again',
  endedTitle: 'Your sign-in has ended',
  endedText: 'Sign in again to go on where you were.',
  signOut: 'Sign out',
  signOutEverywhere: 'Sign out everywhere',
  signOutQuestion: 'Sign out on every page and every device?',
  staySignedIn: 'Stay signed in',
  accountPage: 'Account, data and sign-ins',
  feedOrder: (feed) => `Order of “${feed}”`,
  bestFirst: 'Best first',
  newestFirst: 'Newest first',
  silenced: 'Muted and blocked people',
  silencedNobody: 'Nobody is muted or blocked.',
  unblock: (handle) => `Unblock @${handle}`,
  unblocked: (handle) => `@${handle} is not blocked any more.`,
  account: (name) => `Account of ${name}`,
  accountMenu: 'Your account',
  accountCounts: (posts, followers) =>
    `${posts === 1 ? '1 post' : `${posts} posts`} · ${followers === 1 ? '1 follower' : `${followers} followers`}`,
  unread: (count) => (count === 1 ? '1 unread notification' : `${count} unread notifications`),
  notifications: 'Notifications',
  loadingNotifications: 'Loading notifications',
  noNotifications: 'Nothing yet. Likes, comments and remixes of your posts show up here.',
  newNotification: 'New:',
  showNew: (count) => `Show ${count} new`,
  notified: {
    like: (who) => `${who} liked your post`,
    comment: (who) => `${who} commented on your post`,
    mention: (who) => `${who} mentioned you`,
    follow: (who) => `${who} follows you now`,
    repost: (who) => `${who} reposted your post`,
    quote: (who) => `${who} quoted your post`,
    remix: (who) => `${who} remixed your picture`,
    decision: () => 'There is a decision about something of yours',
  },
  reportAnswered: {
    acted: 'Your report was reviewed: action was taken',
    none: 'Your report was reviewed: nothing had to be done',
  },
  people: ([first = '', second = ''], count) => {
    if (count <= 1) return first
    if (count === 2) return `${first} and ${second}`
    return `${first} and ${count - 1} others`
  },
}
