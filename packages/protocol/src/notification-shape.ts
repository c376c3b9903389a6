import type { Notification } from './notification.js'
import type { NotificationPage } from './page.js'
import { postRefShape, userRefShape } from './post-shape.js'
import { flag, list, object, oneOf, optional, text, time, whole, type Shape } from './shape.js'

const kinds = ['like', 'comment', 'mention', 'follow', 'repost', 'quote', 'remix', 'decision', 'report'] as const

const notificationShape = object<Notification>({
  id: text,
  seq: optional(whole(0)),
  kind: oneOf(...kinds),
  actors: list(userRefShape, 1),
  actorCount: whole(1),
  post: optional(postRefShape),
  outcome: optional(oneOf('acted', 'none')),
  at: time,
  read: flag,
})

/** Reads a page of notifications. Those of a kind from a later version are left out. */
export const notificationPageShape: Shape<NotificationPage> = object<NotificationPage>({
  items: (value) => list((item) => (isKnown(item) ? [notificationShape(item)] : []))(value).flat(),
  next: optional(text),
})

function isKnown(item: unknown): boolean {
  const { kind } = (item ?? {}) as { kind?: unknown }
  return typeof kind !== 'string' || (kinds as readonly string[]).includes(kind)
}
