import type { Media, Post, PostRef } from '@ai-feed/protocol'
import type { Viewer } from './request-context.js'

/** Renders stored pictures of one site, keyed by id, with their drafted alt text; unknown ids are absent.
 *  Pictures that are not part of a public post get addresses signed for at most an hour. */
export type LoadMedia = (siteId: string, ids: readonly string[]) => Promise<ReadonlyMap<string, Media>>

/** Renders posts of one site, keyed by id; absent: unknown, deleted, unpublished or not for this viewer. */
export type LoadPosts = (
  siteId: string,
  viewer: Viewer | undefined,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, Post>>

/** Renders posts as they stand inside other posts, deleted ones as tombstones. */
export type LoadPostRefs = (
  siteId: string,
  viewer: Viewer | undefined,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, PostRef>>

/** Moves what was committed to the feeds and the event stream, and wakes the readers. Call after every committed write. */
export type Publish = () => Promise<void>
