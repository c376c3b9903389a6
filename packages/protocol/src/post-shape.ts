import type { FeedItem, FeedPage } from './feed.js'
import type { Media, Provenance, Source } from './media.js'
import type { AiPreferences, Policy } from './policy.js'
import type { Post, PostCounts, PostRef, PostViewer, ReactionResult } from './post.js'
import type { Segment } from './segment.js'
import {
  flag,
  list,
  number,
  object,
  oneOf,
  optional,
  pathPart,
  record,
  text,
  time,
  variant,
  webUrl,
  whole,
  type Shape,
} from './shape.js'
import type { UserRef } from './user.js'

const count = whole(0)
const side = whole(1)

/** Reads one encoding of a picture. */
export const sourceShape: Shape<Source> = object<Source>({ url: webUrl, type: text, width: side, height: side })

/** Reads a picture. */
export const mediaShape: Shape<Media> = object<Media>({
  id: pathPart,
  width: side,
  height: side,
  alt: text,
  thumbhash: text,
  sources: list(sourceShape, 1),
  provenance: object<Provenance>({
    ai: oneOf('generated', 'modified', 'declared', 'none'),
    digitalSourceType: optional(webUrl),
    generator: optional(text),
    model: optional(text),
    prompt: optional(text),
    generatedAt: optional(time),
    credentials: optional(oneOf('trusted', 'valid', 'invalid', 'none')),
  }),
})

/** Reads a user as shown beside a post. */
export const userRefShape: Shape<UserRef> = object<UserRef>({
  id: pathPart,
  handle: pathPart,
  name: text,
  avatar: optional(sourceShape),
})

/** Reads the pieces of a text. One of a kind from a later version is read as plain text. */
export const segmentsShape: Shape<Segment[]> = list(
  variant<'type', Segment, { type: 'text'; text: string }>(
    'type',
    {
      text: object({ type: oneOf('text'), text }),
      mention: object({ type: oneOf('mention'), text, handle: text }),
      tag: object({ type: oneOf('tag'), text, tag: text }),
      link: object({ type: oneOf('link'), text, url: webUrl }),
    },
    object({ type: () => 'text' as const, text }),
  ),
)

const labelsShape = list(object<Post['labels'][number]>({ name: text, by: oneOf('author', 'site', 'server') }))

/** Reads another post as shown inside a post. */
export const postRefShape: Shape<PostRef> = object<PostRef>({
  id: pathPart,
  state: oneOf('visible', 'deleted', 'hidden'),
  author: optional(userRefShape),
  media: optional(mediaShape),
  text: optional(segmentsShape),
  labels: optional(labelsShape),
})

/** Reads how often others answered a post. */
export const postCountsShape: Shape<PostCounts> = object<PostCounts>({
  likes: count,
  comments: count,
  reposts: count,
  quotes: count,
  remixes: count,
})

const viewerShape = object<PostViewer>({
  liked: flag,
  reposted: flag,
  bookmarked: flag,
  canComment: flag,
  canQuote: flag,
  canRemix: flag,
  canEdit: flag,
  canDelete: flag,
})

/** Reads the answer to a mark. */
export const reactionResultShape: Shape<ReactionResult> = object<ReactionResult>({
  version: count,
  counts: postCountsShape,
  viewer: viewerShape,
})

/** Reads what is everybody's, the followers' or nobody's. */
export const policyShape: Shape<Policy> = oneOf('everyone', 'followers', 'nobody')

/** Reads who may see a post. */
export const visibilityShape: Shape<Post['visibility']> = oneOf('public', 'followers')

const preference = oneOf('allow', 'deny', 'unset')

/** Reads what machines may do with a post. */
export const aiPreferencesShape: Shape<AiPreferences> = object<AiPreferences>({
  training: preference,
  inference: preference,
  generation: preference,
  embedding: preference,
})

/** Reads a post. */
export const postShape: Shape<Post> = object<Post>({
  id: pathPart,
  version: count,
  createdAt: time,
  editedAt: optional(time),
  author: userRefShape,
  text: segmentsShape,
  lang: optional(text),
  media: list(mediaShape),
  commentOn: optional(postRefShape),
  rootId: optional(pathPart),
  quote: optional(postRefShape),
  remixOf: optional(postRefShape),
  topic: optional(text),
  visibility: visibilityShape,
  commentPolicy: policyShape,
  remixPolicy: policyShape,
  aiPreferences: aiPreferencesShape,
  labels: labelsShape,
  counts: postCountsShape,
  viewer: optional(viewerShape),
})

/** Reads how `for-you` is ordered. */
export const feedOrderShape: Shape<NonNullable<FeedPage['order']>> = oneOf('score', 'newest')

type Because = NonNullable<FeedItem['because']>

/** Reads a page of a feed. A reason from a later version is left out, its post is not. */
export const feedPageShape: Shape<FeedPage> = object<FeedPage>({
  items: list(
    object<FeedItem>({
      key: text,
      post: postShape,
      because: optional(
        variant<'kind', Because, undefined>(
          'kind',
          {
            repost: object({ kind: oneOf('repost'), by: userRefShape, at: time }),
            score: object({ kind: oneOf('score'), terms: record(number) }),
          },
          () => undefined,
        ),
      ),
    }),
  ),
  next: optional(text),
  prev: optional(text),
  newest: text,
  order: optional(feedOrderShape),
})
