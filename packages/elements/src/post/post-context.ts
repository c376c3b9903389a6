import type { FeedItem, OutboxEntry, Post, PostRef, User } from '@ai-feed/core'
import type { TemplateResult } from 'lit'
import type { ClientController } from '../reactive/client-controller.js'
import type { FeedStrings } from '../strings.js'

/** What a post is drawn with; the same for all posts of an element. */
export interface PostContext {
  readonly strings: FeedStrings
  readonly language: string
  readonly nowMs: number
  readonly isReadOnly: boolean
  readonly user: User | undefined
  /** What comes after the first paint (post-parts); until then posts are drawn without. */
  readonly parts?: PostParts | undefined
}

/** A post in a list. */
export interface PostRow {
  readonly key: string
  readonly item: FeedItem
  readonly index: number
}

/** The finer parts of posts. */
export interface PostParts {
  /** All that the drawing of a row depends on: it stays as it is while nothing of it changes. */
  readonly facts: (row: PostRow, context: PostContext) => readonly unknown[]
  /** Draws the blurred placeholder of a picture on the canvas that it stands on. */
  readonly thumbhash: (hash: string) => unknown
  readonly shortDate: (time: string, language: string) => string
  readonly shortCount: (count: number, language: string) => string
  /** Draws the open menu of a post, in the article of that id; undefined while it has none. */
  readonly menu: (
    id: string,
    post: Post,
    context: PostContext,
  ) => { kind: string; template: TemplateResult } | undefined
  /** Draws what gets at the rest of a text that is cut, right after the text. */
  readonly rest: (id: string, post: Post) => unknown
  /** Draws own posts that the server has not confirmed. */
  readonly pending: (entries: readonly OutboxEntry[], user: User | undefined) => unknown
  /** Tells whether somebody asked to see the pictures of a post that are covered by its labels. */
  readonly isUncovered: (postId: string) => boolean
}

/** Gives what the posts of an element are drawn with now. */
export function postContext(desk: ClientController, isReadOnly: boolean, parts?: PostParts): PostContext {
  const { strings, language, session } = desk
  const user = 'user' in session ? session.user : undefined
  return { strings, language, nowMs: Date.now(), isReadOnly, user, parts }
}

/** What it depends on whether pictures are covered, and how that is said. */
export type CoverContext = Pick<PostContext, 'strings' | 'parts'>

const sensitive = /^(?:sensitive|nsfw|nudity|sexual|porn|violence|graphic|graphic-media|gore|spoiler)$/

/** Names what the pictures of a post are covered for, by its labels, until somebody asks to see them; empty for all others. */
export function coverReason({ id, labels }: Pick<PostRef, 'id' | 'labels'>, { strings, parts }: CoverContext): string {
  const names = parts?.isUncovered(id) ? [] : (labels ?? []).map(({ name }) => name)
  return names
    .filter((name) => sensitive.test(name))
    .map((name) => strings.labelNames[name] ?? name)
    .join(', ')
}
