import assert from 'node:assert/strict'
import type { Post, PostRequest } from '@ai-feed/protocol'
import type { TestUser } from './sign-in.ts'
import type { TestServer } from './test-server.ts'

/** Posts as a user; fails unless the server takes it. */
export async function writePost(user: TestUser, request: PostRequest): Promise<Post> {
  const response = await user.fetch('/v1/posts', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
  })
  const body: unknown = await response.json()
  assert.equal(response.status, 201, JSON.stringify(body))
  return body as Post
}

/** Reads a post as a user, or as everybody. */
export async function readPost(reader: TestUser | TestServer, id: string): Promise<Post> {
  const response =
    'fetch' in reader ? await reader.fetch(`/v1/posts/${id}?viewer=me`) : await reader.get(`/v1/posts/${id}`)
  const body: unknown = await response.json()
  assert.equal(response.status, 200, JSON.stringify(body))
  return body as Post
}
