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
  return {
    id: row.id,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    ...(row.editedAt && { editedAt: row.editedAt.toISOString() }),
    author: pictures.authorOf(row),
    text: row.text,
    media: pictures.of(row),
    ...(commentOn && { commentOn }),
    ...(row.rootId !== null && { rootId: row.rootId }),
    ...(quote && { quote }),
    ...(remixOf && { remixOf }),
    ...(row.topic !== null && { topic: row.topic }),
    visibility: row.visibility,
    commentPolicy: row.commentPolicy,
    remixPolicy: row.remixPolicy,
    aiPreferences: row.aiPreferences,
    labels: row.labels,
    counts: { likes, comments, reposts, quotes, remixes },
    ...(viewer && {
      viewer: {
        liked: row.isLiked,
        reposted: row.isReposted,
        bookmarked: row.isBookmarked,
        ...describeRights({ ...row, hasMedia: row.media.length > 0 }, viewer.userId),
      },
    }),
  }
}
