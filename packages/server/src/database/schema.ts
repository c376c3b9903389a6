import type { AiPreferences, FeedOrder, Policy, Segment, Visibility } from '@ai-feed/protocol'
import type { ColumnType, Generated, Kysely, Transaction } from 'kysely'
import type { Json, NullableTime, Time } from './columns.js'
import type { RelationSchema } from './relation-schema.js'

/** The database, or a transaction on it: queries take either. */
export type Db = Kysely<Schema> | Transaction<Schema>
/** A transaction: only SQL happens inside. */
export type Trx = Transaction<Schema>

/** The tables and their columns as queries see them; the migrations make them. */
export interface Schema extends RelationSchema {
  secrets: { name: string; version: number; value: Buffer; retired_at: NullableTime; created_at: Time }
  instance: { media_id: string }
  sites: {
    id: string
    name: string
    sign_up: 'open' | 'invite' | 'closed'
    is_default: boolean
    defaults: Json<PostDefaults>
    /** The public key of the host as a JWK; at most one of this and the address of its keys. */
    sso_key: Json<Record<string, unknown>> | null
    sso_jwks_url: string | null
    /** Generations a day; null takes the server's limit for a site. */
    budget: number | null
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
    defaults: Json<Partial<UserDefaults>> | null
    posts_count: Generated<number>
    followers_count: Generated<number>
    following_count: Generated<number>
    created_at: Time
    sso_sub: string | null
    deleted_at: NullableTime
    /** When nothing was left to erase of a deleted user, last. */
    erased_at: NullableTime
    /** What a deleted user was called, until no text names them. */
    former_handle: string | null
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
    /** Of a Grant: the origin of the page on which the user signed in. */
    origin: string | null
  }
  passkey_challenges: {
    challenge: string
    bound_to: string
    user_id: string | null
    handle: string | null
    name: string | null
    expires_at: ColumnType<Date, Date | string, Date | string>
  }
  account_sessions: {
    token_hash: string
    site_id: string
    user_id: string
    signed_in_at: Time
    expires_at: ColumnType<Date, Date | string, Date | string>
  }
  account_links: {
    token_hash: string
    site_id: string
    user_id: string | null
    kind: 'invite' | 'reset'
    created_at: Time
    expires_at: ColumnType<Date, Date | string, Date | string>
  }
  consents: { site_id: string; user_id: string; version: string; value: Json<unknown>; at: Time }
  dpop_jti: { jkt: string; jti: string; until: Time }
  posts: {
    id: Generated<string>
    site_id: string
    author_id: string
    position: number | null
    version: Generated<number>
    /** The version that the last edit made. */
    content_version: Generated<number>
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
    /** Removed by a decision: deleted for everybody, and erased when nobody can appeal any more. */
    removed_at: NullableTime
    /** Hidden by a decision; its author still sees it. */
    hidden_at: NullableTime
    /** Computed by the database; see post-score.ts. */
    score: ColumnType<number, undefined, never>
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
  reactions: {
    site_id: string
    post_id: string
    user_id: string
    type: 'like'
    number: Generated<number>
    created_at: Time
  }
  generations: {
    id: Generated<string>
    site_id: string
    user_id: string
    status: 'queued' | 'running' | 'succeeded' | 'refused' | 'failed' | 'canceled'
    request: Json<StoredGenerationRequest>
    remix_of: string | null
    previews: Json<{ variant: number; index: number; key: string }[]>
    reserved: boolean
    cost: Generated<number>
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

/** What a user chose for themselves: defaults of new posts, and how `for-you` is ordered. */
export interface UserDefaults extends PostDefaults {
  readonly feedOrder: FeedOrder
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
  /** Seconds, when the provider asked to wait. */
  readonly retryAfter?: number
}
