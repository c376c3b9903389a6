import type { AiPreferences, Policy, Segment, Visibility } from '@ai-feed/protocol'
import type { ColumnType, Generated, Kysely, Transaction } from 'kysely'

/** The database, or a transaction on it: queries take either. */
export type Db = Kysely<Schema> | Transaction<Schema>
/** A transaction: only SQL happens inside. */
export type Trx = Transaction<Schema>

type Time = ColumnType<Date, Date | string | undefined, Date | string>
type NullableTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
type Json<T> = ColumnType<T, string, string>

/** The tables and their columns as queries see them; migration-1.ts makes them. */
export interface Schema {
  secrets: { name: string; version: number; value: Buffer; retired_at: NullableTime }
  instance: { media_id: string }
  sites: {
    id: string
    name: string
    sign_up: 'open' | 'invite' | 'closed'
    is_default: boolean
    defaults: Json<PostDefaults>
  }
  site_origins: { site_id: string; origin: string }
  users: {
    id: Generated<string>
    site_id: string
    handle: string
    handle_key: string
    name: Generated<string>
    bio: Generated<string>
    avatar_id: string | null
    state: Generated<'active' | 'suspended' | 'deleted'>
    defaults: Json<Partial<PostDefaults>> | null
    posts_count: Generated<number>
    followers_count: Generated<number>
    following_count: Generated<number>
    created_at: Time
  }
  freed_handles: { site_id: string; handle_key: string; until: Time }
  passwords: { user_id: string; site_id: string; hash: string }
  oidc: {
    model: string
    id: string
    payload: Json<Record<string, unknown>>
    grant_id: string | null
    user_id: string | null
    uid: string | null
    consumed_at: NullableTime
    expires_at: NullableTime
  }
  consents: { site_id: string; user_id: string; version: string; value: Json<unknown>; at: Time }
  dpop_jti: { jkt: string; jti: string; until: Time }
  posts: {
    id: Generated<string>
    site_id: string
    author_id: string
    position: number | null
    version: Generated<number>
    text: Json<Segment[]>
    comment_on: string | null
    root_id: string | null
    quote_id: string | null
    remix_of: string | null
    topic: string | null
    visibility: Visibility
    comment_policy: Policy
    remix_policy: Policy
    ai_preferences: Json<AiPreferences>
    labels: Json<{ name: string; by: 'author' | 'site' | 'server' }[]>
    likes_count: Generated<number>
    comments_count: Generated<number>
    reposts_count: Generated<number>
    quotes_count: Generated<number>
    remixes_count: Generated<number>
    created_at: Time
    edited_at: NullableTime
    deleted_at: NullableTime
  }
  post_tags: { site_id: string; tag: string; position: number | null; post_id: string }
  post_media: { post_id: string; site_id: string; ordinal: number; media_id: string; alt: string }
  media: {
    id: Generated<string>
    site_id: string
    owner_id: string
    state: 'draft' | 'ready' | 'removed'
    width: number
    height: number
    widths: number[]
    bytes: number
    thumbhash: Buffer
    sha256: Buffer
    provenance: Json<StoredProvenance>
    alt_draft: Generated<string>
    recipe: Json<unknown> | null
    generation_id: string | null
    created_at: Time
  }
  blob_deletions: { key: string; due_at: Time }
  reactions: { site_id: string; post_id: string; user_id: string; type: 'like'; created_at: Time }
  generations: {
    id: Generated<string>
    site_id: string
    user_id: string
    status: 'queued' | 'running' | 'succeeded' | 'refused' | 'failed' | 'canceled'
    request: Json<StoredGenerationRequest>
    remix_of: string | null
    previews: Json<{ variant: number; index: number; key: string }[]>
    reserved: boolean
    called_at: NullableTime
    error: Json<StoredGenerationError> | null
    created_at: Time
    finished_at: NullableTime
  }
  quota: {
    scope: 'user' | 'site' | 'server'
    subject: string
    day: ColumnType<string, string, string>
    used: number
    max: number
  }
  pending_events: {
    id: Generated<number>
    site_id: string
    kind: string
    subject: string
    audience: Json<Audience>
    data: Json<Record<string, unknown>>
  }
  events: {
    seq: Generated<number>
    site_id: string
    kind: string
    subject: string
    audience: Json<Audience>
    data: Json<Record<string, unknown>>
    at: Time
  }
  idempotency: {
    site_id: string
    user_id: string
    key: string
    route: string
    body_hash: Buffer
    status: number | null
    resource_kind: string | null
    resource_id: string | null
    created_at: Time
  }
  rate: { bucket: string; window: ColumnType<Date, Date | string, Date | string>; n: number }
}

/** Who may get an event: everyone who reads one of the feeds, or one user alone. */
export type Audience = { readonly feeds: readonly string[] } | { readonly userId: string }

/** What a new post gets when its request does not say. */
export interface PostDefaults {
  readonly visibility: Visibility
  readonly commentPolicy: Policy
  readonly remixPolicy: Policy
  readonly aiPreferences: AiPreferences
}

/** Where a picture came from, as its row keeps it. */
export interface StoredProvenance {
  readonly ai: 'generated' | 'modified' | 'declared' | 'none'
  readonly digitalSourceType?: string
  readonly generator?: string
  readonly model?: string
  readonly prompt?: string
  readonly generatedAt?: string
}

/** What was asked of the generator, with the defaults filled in. */
export interface StoredGenerationRequest {
  readonly prompt: string
  readonly size: string
  readonly n: number
  readonly seed: number
}

/** Why a generation ended without a picture, in the words of the wire. */
export interface StoredGenerationError {
  readonly code: string
  readonly stage: 'prompt' | 'provider' | 'output'
  readonly category?: string
  readonly retryable: boolean
}
