import type { Media, Post, User } from '@ai-feed/protocol'
import { problem } from './wire-answers.ts'
import type { SeenRequest } from './wire-faults.ts'
import type { Mark, StoredPost } from './wire-pages.ts'
import { makeMedia } from './wire-shapes.ts'

/** What a stub makes of the body of POST /v1/posts. Text that says `refuse me` is refused. */
export function postOfDraft(
  body: unknown,
  author: User,
  known: ReadonlyMap<string, Media>,
): (Partial<Post> & { text: Post['text'] }) | Response {
  const draft = body as DraftBody
  if (draft.text?.includes('refuse me')) return problem('invalid_field')
  return {
    author,
    text: draft.text === undefined ? [] : [{ type: 'text', text: draft.text }],
    media: (draft.media ?? []).map(({ id, alt }) => ({ ...(known.get(id) ?? makeMedia(id)), alt })),
    ...(draft.topic === undefined ? {} : { topic: draft.topic }),
    ...(draft.commentOn === undefined ? {} : { commentOn: { id: draft.commentOn, state: 'visible' as const } }),
    ...(draft.quote === undefined ? {} : { quote: { id: draft.quote, state: 'visible' as const } }),
  }
}

interface DraftBody {
  readonly text?: string
  readonly media?: readonly { readonly id: string; readonly alt: string }[]
  readonly commentOn?: string
  readonly quote?: string
  readonly topic?: string
}

/** PATCH /v1/posts/{id}. @returns the refusal, if it is one */
export function changePost(stored: StoredPost | undefined, { body, headers, user }: SeenRequest): Response | undefined {
  if (user === undefined) return problem('sign_in_required')
  if (stored === undefined || stored.isDeleted || stored.post.author.id !== user.id) return problem('not_found')
  const match = headers.get('if-match')
  if (match === null) return problem('precondition_required')
  if (match !== `"${stored.post.version}"`) return problem('version_conflict')
  const { text, ...rest } = body as { text?: string } & Partial<Post>
  stored.post = {
    ...stored.post,
    ...rest,
    ...(text === undefined ? {} : { text: [{ type: 'text', text }] }),
    version: stored.post.version + 1,
  }
  return undefined
}

/** PUT and DELETE /v1/posts/{id}/{mark}/me. As on a real server, every count that changes raises the version. */
export function markPost(stored: StoredPost | undefined, { method, path, user }: SeenRequest): Response | undefined {
  if (user === undefined) return problem('sign_in_required')
  if (stored === undefined || stored.isDeleted) return problem('not_found')
  const marked = stored.marks[path.split('/')[4] as Mark]
  const had = marked.has(user.id)
  if (method === 'PUT') marked.add(user.id)
  else marked.delete(user.id)
  if (had !== (method === 'PUT')) stored.post = { ...stored.post, version: stored.post.version + 1 }
  return undefined
}

/** POST /v1/media. @returns the id of the picture, whose bytes nobody keeps */
export function takePicture(media: Map<string, Media>): string {
  const id = `media-${media.size + 1}`
  media.set(id, makeMedia(id, { alt: '', provenance: { ai: 'none' } }))
  return id
}
