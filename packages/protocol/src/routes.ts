import { readRoutes, v1 } from './read-routes.js'

/** Paths of the wire that our clients ask for, as functions of their parts. Every part is percent-encoded; one that can be no
 *  segment of a path is a TypeError. */
export const routes = {
  ...readRoutes,
  media: (): string => v1('media'),
  generations: (): string => v1('generations'),
  generation: (id: string): string => v1('generations', id),
  posts: (): string => v1('posts'),
  mark: (id: string, kind: 'likes' | 'reposts' | 'bookmarks'): string => v1('posts', id, kind, 'me'),
  users: (): string => v1('users'),
  user: (handle: string): string => v1('users', handle),
  relation: (handle: string, kind: 'followers' | 'blocks' | 'mutes'): string => v1('users', handle, kind, 'me'),
  me: (): string => v1('me'),
  silenced: (kind: 'blocks' | 'mutes'): string => v1('me', kind),
  notifications: (): string => v1('notifications'),
  marker: (): string => v1('notifications', 'marker'),
  reports: (): string => v1('reports'),
  limits: (): string => v1('limits'),
  authorize: (): string => '/oauth/authorize',
  token: (): string => '/oauth/token',
  revoke: (): string => '/oauth/revoke',
  relay: (origin: string): string => `/oauth/relay/${encodeOrigin(origin)}`,
} as const

/** The scopes that a site's client asks for. */
export const SITE_SCOPES = ['read', 'write', 'generate'] as const

/** What a session may do; `account` is for the server's own pages alone. */
export type Scope = (typeof SITE_SCOPES)[number] | 'account'

/** Writes an origin as base64url without padding: one path segment that names one relay. */
export function encodeOrigin(origin: string): string {
  return btoa(origin).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
