import { v1 } from './read-routes.js'

/** Paths of the wire that no package of ours asks for: for other clients. Apart, so that ours do not carry them. */
export const otherRoutes = {
  generationEvents: (id: string): string => v1('generations', id, 'events'),
  edits: (id: string): string => v1('posts', id, 'edits'),
  followers: (handle: string): string => v1('users', handle, 'followers'),
  following: (handle: string): string => v1('users', handle, 'following'),
  moderationReports: (): string => v1('moderation', 'reports'),
  moderationAppeals: (): string => v1('moderation', 'appeals'),
  moderationDecisions: (): string => v1('moderation', 'decisions'),
} as const
