import { countGraphemes } from '@ai-feed/protocol'
import type { Limits, MeChange } from '@ai-feed/protocol'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { replaceMutedWords } from '../database/muted-words.js'
import type { Schema } from '../database/schema.js'
import { findTextRefusal } from '../find-text-refusal.js'
import { HttpProblem } from '../http/http-problem.js'
import type { Viewer } from '../http/request-context.js'
import type { ModerateText } from '../ports.js'
import { isNameTooLong, tidyName } from './display-name.js'
import { keepAvatar } from './keep-avatar.js'
import { readMutedWords } from './read-muted-words.js'

export interface ChangeMeDeps {
  readonly db: Kysely<Schema>
  readonly limits: Limits
  readonly moderateText: ModerateText
}

/** Changes what the signed-in user asks to change, all of it or nothing. The same change again changes nothing more.
 *  @throws HttpProblem `invalid_field` with the path | `media_not_found` for a picture that is not the user's own |
 *  `text_refused` for a name or bio that may not stand | `overloaded` when that cannot be told. */
export async function changeMe(
  { db, limits, moderateText }: ChangeMeDeps,
  viewer: Viewer,
  change: MeChange,
): Promise<void> {
  const name = change.name === undefined ? undefined : readName(change.name, limits)
  const bio = change.bio === undefined ? undefined : readBio(change.bio, limits)
  const words = change.mutedWords === undefined ? undefined : readMutedWords(change.mutedWords, limits)
  const { avatar, defaults } = change
  const refusal = await findTextRefusal(moderateText, [
    { path: 'name', text: name },
    { path: 'bio', text: bio },
  ])
  if (refusal) throw refusal

  await db.transaction().execute(async (trx) => {
    if (avatar !== undefined) await keepAvatar(trx, viewer, avatar)
    if (words !== undefined) await replaceMutedWords(trx, viewer, words)
    if (name === undefined && bio === undefined && defaults === undefined) return
    await trx
      .updateTable('users')
      .set({
        ...(name !== undefined && { name }),
        ...(bio !== undefined && { bio }),
        ...(defaults && { defaults: sql<string>`coalesce(defaults, '{}') || ${JSON.stringify(defaults)}::jsonb` }),
      })
      .where('site_id', '=', viewer.siteId)
      .where('id', '=', viewer.userId)
      .where('state', '=', 'active')
      .execute()
  })
}

function readName(typed: string, limits: Limits): string {
  const name = tidyName(typed)
  if (isNameTooLong(name, limits.nameGraphemes)) throw tooLong('name', limits.nameGraphemes)
  return name
}

function readBio(typed: string, limits: Limits): string {
  const bio = typed.normalize('NFC').trim()
  if (countGraphemes(bio) > limits.bioGraphemes) throw tooLong('bio', limits.bioGraphemes)
  return bio
}

function tooLong(path: 'name' | 'bio', limit: number): HttpProblem {
  return new HttpProblem('invalid_field', `${path} is too long`, {
    errors: [{ path, message: `has more than ${limit} characters` }],
  })
}
