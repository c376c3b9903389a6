import type { Me } from '@ai-feed/protocol'
import { findMutedWords } from '../database/muted-words.js'
import { requireActive } from '../database/require-active.js'
import type { Db } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import type { CountUnread, LoadQuota, LoadUser } from '../ports.js'
import type { Site, Viewer } from '../http/request-context.js'

/** What rendering the signed-in user needs from other features. */
export interface LoadMeDeps {
  readonly db: Db
  readonly loadUser: LoadUser
  readonly loadQuota: LoadQuota
  readonly countUnread: CountUnread
}

/** Renders the signed-in user: profile, site, scopes of the token, defaults of new posts, muted words, quota and what is
 *  unread.
 *  @throws HttpProblem `token_invalid` when the user was deleted a moment ago, `suspended` when they were suspended then. */
export async function loadMe(
  { db, loadUser, loadQuota, countUnread }: LoadMeDeps,
  site: Site,
  viewer: Viewer,
): Promise<Me> {
  const [user, defaults, quota, unread, mutedWords] = await Promise.all([
    loadUser(viewer.siteId, viewer, viewer.handle),
    db
      .selectFrom('users')
      .innerJoin('sites', 'sites.id', 'users.site_id')
      .select(['users.defaults as own', 'sites.defaults as site'])
      .where('users.site_id', '=', viewer.siteId)
      .where('users.id', '=', viewer.userId)
      .executeTakeFirst(),
    loadQuota(viewer),
    countUnread([viewer]),
    findMutedWords(db, viewer),
  ])
  if (!user || !defaults) {
    await requireActive(db, viewer)
    throw new HttpProblem('token_invalid', `user ${viewer.userId} is gone`)
  }
  return {
    ...user,
    site: { id: site.id, name: site.name },
    scopes: [...viewer.scopes],
    defaults: {
      feedOrder: 'score',
      ...defaults.site,
      ...defaults.own,
      aiPreferences: { ...defaults.site.aiPreferences, ...defaults.own?.aiPreferences },
    },
    mutedWords,
    quota,
    unread: unread.get(viewer.userId) ?? 0,
  }
}
