import type { Generation, Media, Post, User } from '@ai-feed/protocol'

/** Makes a user of the wire. */
export function makeUser(handle: string): User {
  return {
    id: `user-${handle}`,
    handle,
    name: handle[0]?.toUpperCase() + handle.slice(1),
    bio: [],
    createdAt: '2026-01-01T00:00:00.000Z',
    counts: { posts: 0, followers: 0, following: 0 },
  }
}

/** Makes a generated picture. */
export function makeMedia(id: string, change: Partial<Media> = {}): Media {
  return {
    id,
    width: 1024,
    height: 1024,
    alt: 'A glass fox in the snow',
    thumbhash: '3OcRJYB4d3h/iIeHeEh3eIhw+j2w',
    sources: [{ url: `https://feed.test/media/${id}/640.webp`, type: 'image/webp', width: 640, height: 640 }],
    provenance: { ai: 'generated', generator: 'painted', prompt: 'a glass fox in the snow' },
    ...change,
  }
}

let made = 0

/** Makes a post of the wire; what is not named is plain and valid. */
export function makePost(change: Partial<Post> = {}): Post {
  made += 1
  return {
    id: `made-${made}`,
    version: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
    author: makeUser('ben'),
    text: [{ type: 'text', text: `Post ${made}` }],
    media: [],
    visibility: 'public',
    commentPolicy: 'everyone',
    remixPolicy: 'everyone',
    aiPreferences: { training: 'deny', inference: 'deny', generation: 'deny', embedding: 'deny' },
    labels: [],
    counts: { likes: 0, comments: 0, reposts: 0, quotes: 0, remixes: 0 },
    ...change,
  }
}

/** Makes a generation that has just been asked for. */
export function makeGeneration(id: string, request: Pick<Generation, 'prompt' | 'n' | 'size'>): Generation {
  const quota = { limit: 50, used: 1, resetsAt: '2030-01-01T00:00:00.000Z' }
  return { id, status: 'queued', ...request, createdAt: '2026-01-01T00:00:00.000Z', previews: [], media: [], quota }
}
