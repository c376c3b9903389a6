import type { DecisionKind, Notification, Segment } from '@ai-feed/protocol'
import type { Generated } from 'kysely'
import type { Json, NullableTime, Time } from './columns.js'

/** What users are to each other, what they marked, changed and were told, and what was decided about it. */
export interface RelationSchema {
  passkeys: {
    id: string
    site_id: string
    user_id: string
    public_key: Buffer
    counter: Generated<number>
    transports: Generated<string[]>
    name: Generated<string>
    created_at: Time
    used_at: NullableTime
  }
  sso_jti: { site_id: string; jti: string; until: Time }
  follows: {
    site_id: string
    follower_id: string
    followee_id: string
    number: Generated<number>
    created_at: Time
  }
  blocks: { site_id: string; user_id: string; other_id: string; created_at: Time }
  mutes: { site_id: string; user_id: string; other_id: string; created_at: Time }
  muted_words: { site_id: string; user_id: string; word: string }
  post_edits: { post_id: string; version: number; site_id: string; text: Json<Segment[]>; at: Time }
  post_search: { post_id: string; site_id: string; words: string }
  bookmarks: { site_id: string; user_id: string; post_id: string; number: Generated<number>; created_at: Time }
  reposts: {
    id: Generated<string>
    site_id: string
    user_id: string
    post_id: string
    position: number | null
    created_at: Time
  }
  notifications: {
    id: Generated<string>
    site_id: string
    user_id: string
    group_key: string
    kind: Notification['kind']
    post_id: string | null
    outcome: NonNullable<Notification['outcome']> | null
    seq: number | null
    at: Time
  }
  notification_actors: { notification_id: string; site_id: string; actor_id: string; at: Time }
  markers: { user_id: string; site_id: string; seq: Generated<number> }
  reports: {
    id: Generated<string>
    number: Generated<number>
    site_id: string
    reporter_id: string | null
    post_id: string | null
    user_id: string | null
    category: string
    reason: Generated<string>
    good_faith: boolean
    received_at: Time
    decided_at: NullableTime
  }
  moderators: { id: Generated<string>; site_id: string; name: string; key_hash: Buffer; created_at: Time }
  decisions: {
    id: Generated<string>
    number: Generated<number>
    site_id: string
    report_id: string | null
    appeal_id: string | null
    post_id: string | null
    user_id: string | null
    kind: DecisionKind
    label: string | null
    /** A removal that erased at once. */
    erase: Generated<boolean>
    ground: string
    facts: Generated<string>
    is_automated: Generated<boolean>
    decided_by: string
    request_key: string | null
    request_hash: Buffer | null
    at: Time
  }
  appeals: {
    id: Generated<string>
    number: Generated<number>
    site_id: string
    decision_id: string
    user_id: string
    reason: string
    received_at: Time
    /** The decision that upholds or reverses the one that it is about. */
    answer_id: string | null
  }
  imported_posts: { site_id: string; user_id: string; source: string; post_id: string }
  erasures: { kind: 'user' | 'post' | 'media'; id: string; site_id: string; at: Time }
}
