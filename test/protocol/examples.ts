import type { Media, Post, UserRef } from '@ai-feed/protocol'

/** A user as the wire shows one. */
export const author: UserRef = { id: '0193-u', handle: 'anna_k', name: 'Anna' }

/** A generated picture as the wire shows one. */
export const media: Media = {
  id: '0193-m',
  width: 1024,
  height: 1024,
  alt: 'A lighthouse at dusk',
  thumbhash: '3OcRJYB4d3h/iIeHeEh3eIhw+j2w',
  sources: [{ url: 'https://feed.example/media/0193-m/320.webp', type: 'image/webp', width: 320, height: 320 }],
  provenance: { ai: 'generated', generator: 'painted', prompt: 'lighthouse at dusk' },
}

/** A post with all that is required and some of the rest. */
export const post: Post = {
  id: '0193-p',
  version: 1,
  createdAt: '2026-11-24T12:00:00.000Z',
  author,
  text: [
    { type: 'text', text: 'Hello ' },
    { type: 'tag', text: '#sea', tag: 'sea' },
  ],
  media: [media],
  remixOf: { id: '0193-o', state: 'deleted' },
  visibility: 'public',
  commentPolicy: 'everyone',
  remixPolicy: 'everyone',
  aiPreferences: { training: 'deny', inference: 'unset', generation: 'unset', embedding: 'unset' },
  labels: [],
  counts: { likes: 0, comments: 0, reposts: 0, quotes: 0, remixes: 0 },
}
