import type { Post, PostRef } from '@ai-feed/protocol'
import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.js'
import type { LoadMedia, LoadPosts } from '../ports.js'
import type { Viewer } from '../http/request-context.js'
import { loadPictures } from './load-pictures.js'
import type { Pictures } from './load-pictures.js'
import { renderPostRefs } from './load-post-refs.js'
import { describeRights } from './post-policy.js'
import { findPostRows } from './post-rows.js'
import type { PostRow } from './post-rows.js'

/** Makes the function that renders posts whole: three or four queries for a page, however long it is. */
export function createLoadPosts(db: Kysely<Schema>, loadMedia: LoadMedia): LoadPosts {
  return async (siteId, viewer, ids) => {
    const found = await findPostRows(db, siteId, viewer?.userId, ids)
    const rows = found.filter((row) => !row.isDeleted && row.isVisible)
    const refIds = [...new Set(rows.flatMap((row) => [row.commentOn, row.quoteId, row.remixOf]))].filter(
      (id) => id !== null,
    )
    const refRows = await findPostRows(db, siteId, viewer?.userId, refIds)
    const pictures = await loadPictures(loadMedia, siteId, rows, refRows)
    const refs = renderPostRefs(refIds, refRows, pictures)
    return new Map(rows.map((row) => [row.id, renderPost(row, viewer, refs, pictures)]))
  }
}

function renderPost(
  row: PostRow,
  viewer: Pick<Viewer, 'userId'> | undefined,
  refs: ReadonlyMap<string, PostRef>,
  pictures: Pictures,
): Post {
  const commentOn = row.commentOn === null ? undefined : refs.get(row.commentOn)
  const quote = row.quoteId === null ? undefined : refs.get(row.quoteId)
  const remixOf = row.remixOf === null ? undefined : refs.get(row.remixOf)
  const { likes, comments, reposts, quotes, remixes } = row
  const post: Post = {
    id: row.id,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    author: pictures.authorOf(row),
    text: row.text,
    media: pictures.of(row),
    visibility: row.visibility,
    commentPolicy: row.commentPolicy,
    remixPolicy: row.remixPolicy,
    aiPreferences: row.aiPreferences,
    labels: row.labels,
    counts: { likes, comments, reposts, quotes, remixes },
  }
  // Set one by one: a page is made of posts, and spreading each of these costs as much as all the fields above.
  if (row.editedAt) post.editedAt = row.editedAt.toISOString()
  if (commentOn) post.commentOn = commentOn
  if (row.rootId !== null) post.rootId = row.rootId
  if (quote) post.quote = quote
  if (remixOf) post.remixOf = remixOf
  if (row.topic !== null) post.topic = row.topic
  if (viewer) {
    const { isLiked: liked, isReposted: reposted, isBookmarked: bookmarked } = row
    const rights = describeRights({ ...row, hasMedia: row.media.length > 0 }, viewer.userId)
    post.viewer = { liked, reposted, bookmarked, ...rights }
  }
  return post
}
