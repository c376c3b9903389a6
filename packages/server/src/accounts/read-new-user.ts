import type { Limits } from '@ai-feed/protocol'
import type { Db } from '../database/schema.js'
import type { Refusal, SignUpFault } from '../ports.js'
import { isNameTooLong, tidyName } from './display-name.js'
import { handleKey, readHandle } from './handle.js'

/** Reads what somebody typed who wants an account, and looks whether the handle is free at the moment. */
export async function readNewUser(
  db: Db,
  typed: { siteId: string; handle: string; name: string },
  limits: Limits,
): Promise<{ handle: string; name: string } | Refusal<SignUpFault>> {
  const read = readHandle(typed.handle)
  if ('fault' in read) return read
  const name = tidyName(typed.name)
  if (isNameTooLong(name, limits.nameGraphemes)) return { fault: 'name_long' }
  const isTaken = await findByKey(db, typed.siteId, handleKey(read.handle))
  return isTaken ? { fault: 'handle_taken' } : { handle: read.handle, name }
}

async function findByKey(db: Db, siteId: string, key: string): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('site_id', '=', siteId)
    .where('handle_key', '=', key)
    .executeTakeFirst()
  return row !== undefined
}
