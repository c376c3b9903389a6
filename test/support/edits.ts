import assert from 'node:assert/strict'
import { postSchema, routes } from '@ai-feed/protocol'
import type { Post, PostChange } from '@ai-feed/protocol'
import * as v from 'valibot'
import type { TestUser } from './sign-in.ts'

/** Sends a change of a post, made from the version that was seen. */
export async function sendEdit(
  user: TestUser,
  { id, version }: { id: string; version: number | string | undefined },
  change: unknown,
): Promise<Response> {
  const condition = typeof version === 'number' ? `"${version}"` : version
  return user.fetch(routes.post(id), {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', ...(condition !== undefined && { 'If-Match': condition }) },
    body: JSON.stringify(change),
  })
}

/** Changes a post; fails unless the server takes it. */
export async function editPost(user: TestUser, post: Pick<Post, 'id' | 'version'>, change: PostChange): Promise<Post> {
  const response = await sendEdit(user, post, change)
  const body: unknown = await response.json()
  assert.equal(response.status, 200, JSON.stringify(body))
  return v.parse(postSchema, body)
}
