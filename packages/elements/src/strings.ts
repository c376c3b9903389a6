import type { LaterStrings } from './strings-en.js'

/** The words of the first posts of a feed. A function gets what it speaks of. */
export interface FeedStrings {
  feedLabel: string
  tabLabels: Readonly<Record<string, string>>
  showFeed: string
  retry: string
  serverMissing: string
  codeMissing: string

  now: string
  minutes: (count: number) => string
  hours: (count: number) => string
  days: (count: number) => string
  edited: string
  followersOnly: string
  openPost: (name: string) => string
  comments: (count: number) => string
  likes: (count: number) => string
  reposts: (count: number, on: boolean) => string
  repostedBy: (name: string) => string
  bookmark: string
  remix: string
  remixes: (count: number) => string
  menu: (name: string) => string
  remixOf: (handle: string) => string
  commentOn: (handle: string) => string
  sourceDeleted: string
  sourceHidden: string
  prompt: string
  picture: string
  pictureBroken: string
  ai: string
  aiEdited: string
  aiChip: string
  covered: (labels: string) => string
  /** What labels are called that pictures are covered for, where that is not what the wire calls them. */
  labelNames: Readonly<Record<string, string>>
}

/** Every sentence that the elements can show. A host overrides any of them by the property `strings`. */
export interface Strings extends FeedStrings, LaterStrings {}

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** English, the language that is always there. What is opened later brings its words along (strings-en). */
export const english: FeedStrings = {
  feedLabel: 'Posts',
  tabLabels: { 'for-you': 'For you', explore: 'Latest', home: 'Following', likes: 'Likes', bookmarks: 'Bookmarks' },
  showFeed: 'Show posts',
  retry: 'Try again',
  serverMissing: 'No server is named here. Its address goes into the attribute “server”.',
  codeMissing: 'A part of this page could not be loaded.',

  now: 'now',
  minutes: (count) => `${count} min`,
  hours: (count) => `${count} h`,
  days: (count) => `${count} d`,
  edited: 'edited',
  followersOnly: 'followers only',
  openPost: (name) => `Open the post by ${name}`,
  comments: (count) => `Comment, ${plural(count, 'comment', 'comments')}`,
  likes: (count) => `Like, ${plural(count, 'like', 'likes')}`,
  reposts: (count, on) => `${on ? 'Reposted by you' : 'Repost or quote'}, ${plural(count, 'repost', 'reposts')}`,
  repostedBy: (name) => `${name} reposted`,
  bookmark: 'Bookmark',
  remix: 'Remix',
  remixes: (count) => `Remix, ${plural(count, 'remix', 'remixes')}`,
  menu: (name) => `More about the post by ${name}`,
  remixOf: (handle) => `Remix of @${handle}`,
  commentOn: (handle) => `Comment on @${handle}`,
  sourceDeleted: 'The original post was deleted.',
  sourceHidden: 'The original post is not visible to you.',
  prompt: 'Prompt',
  picture: 'Picture',
  pictureBroken: 'The picture could not be loaded.',
  ai: 'AI',
  aiEdited: 'AI edited',
  aiChip: 'Made with AI. How this picture came to be',
  covered: (labels) => `Show: ${labels}`,
  labelNames: { nsfw: 'sensitive', 'graphic-media': 'graphic' },
}
