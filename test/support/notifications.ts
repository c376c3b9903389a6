import assert from 'node:assert/strict'
import { notificationPageSchema } from '@ai-feed/protocol'
import type { Me, NotificationPage } from '@ai-feed/protocol'
import * as v from 'valibot'
import type { TestUser } from './sign-in.ts'

/** Reads a page of what a user was told. */
export async function readNotifications(user: TestUser, query = ''): Promise<NotificationPage> {
  const response = await user.fetch(`/v1/notifications${query}`)
  const body: unknown = await response.json()
  assert.equal(response.status, 200, JSON.stringify(body))
  return v.parse(notificationPageSchema, body)
}

/** Reads how many notifications of a user are unread. */
export async function readUnread(user: TestUser): Promise<number> {
  return ((await (await user.fetch('/v1/me')).json()) as Me).unread
}

/** Moves the marker of a user. */
export async function moveMarker(user: TestUser, marker: { id: string; seq?: number | undefined }): Promise<number> {
  const response = await user.fetch('/v1/notifications/marker', {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(marker),
  })
  return response.status
}
