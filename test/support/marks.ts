import assert from 'node:assert/strict'
import type { ReactionResult } from '@ai-feed/protocol'
import { reactionResultSchema, routes } from '@ai-feed/protocol'
import * as v from 'valibot'
import type { TestUser } from './sign-in.ts'

/** Likes, reposts or bookmarks a post, or takes that back; fails unless the server takes it. */
export async function mark(
  user: TestUser,
  postId: string,
  kind: 'likes' | 'reposts' | 'bookmarks',
  on = true,
): Promise<ReactionResult> {
  const response = await user.fetch(routes.mark(postId, kind), { method: on ? 'PUT' : 'DELETE' })
  const body: unknown = await response.json()
  assert.equal(response.status, 200, JSON.stringify(body))
  return v.parse(reactionResultSchema, body)
}
