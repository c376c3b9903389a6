import { sql } from 'kysely'
import { errors } from 'oidc-provider'
import type { Adapter, AdapterPayload } from 'oidc-provider'
import type { Db } from '../database/schema.js'
import { hashToken } from './token-hash.js'

/** Finds what a site is as an OAuth client; undefined for none. */
export type FindClient = (clientId: string) => Promise<AdapterPayload | undefined>

/** Creates oidc-provider's storage for one of its models. Clients come from the sites, everything else from the table `oidc`.
 *  Codes and tokens are stored under their hash and without their value. */
export function createOidcStore(db: Db, findClient: FindClient, model: string): Adapter {
  const isSecret = secretModels.has(model)
  const toKey = (id: string): string => (isSecret ? hashToken(id) : id)

  async function findPayload(column: 'id' | 'uid', value: string, id?: string): Promise<AdapterPayload | undefined> {
    const row = await db
      .selectFrom('oidc')
      .select(['payload', 'consumed_at'])
      .where('model', '=', model)
      .where(column, '=', value)
      .executeTakeFirst()
    if (!row) return undefined
    return {
      ...row.payload,
      ...(id !== undefined && { jti: id }),
      ...(row.consumed_at && { consumed: Math.floor(row.consumed_at.getTime() / 1_000) }),
    }
  }

  return {
    async upsert(id, payload, expiresIn) {
      const { jti, ...rest } = payload
      const stored = JSON.stringify(isSecret ? rest : { jti, ...rest })
      // PostgreSQL cannot keep it, and no page means to send it.
      if (stored.includes(String.raw`\u0000`)) throw new errors.InvalidRequest('a parameter has the character U+0000')
      const { rows } = await sql`
        insert into oidc (model, id, payload, grant_id, user_id, uid, expires_at)
        values (${model}, ${toKey(id)}, ${stored}, ${payload.grantId ?? null}, ${payload.accountId ?? null},
          ${payload.uid ?? null}, now() + make_interval(secs => ${expiresIn ?? null}::int))
        on conflict (model, id) do update set payload = excluded.payload, grant_id = excluded.grant_id,
          user_id = excluded.user_id, uid = excluded.uid, expires_at = excluded.expires_at
          where oidc.model <> ${replayModel} or oidc.expires_at < now()
        returning 1`.execute(db)
      // Two proofs with one jti at the same moment: both were looked up in vain, one is stored.
      if (rows.length === 0) throw seenProof()
    },

    async find(id) {
      if (model === 'Client') return findClient(id)
      const found = await findPayload('id', toKey(id), isSecret ? id : undefined)
      if (found && model === replayModel) throw seenProof()
      return found
    },

    findByUid: (uid) => findPayload('uid', uid),
    findByUserCode: async () => undefined,

    async consume(id) {
      const result = await db
        .updateTable('oidc')
        .set({ consumed_at: sql<Date>`now()` })
        .where('model', '=', model)
        .where('id', '=', toKey(id))
        .where('consumed_at', 'is', null)
        .executeTakeFirst()
      if (result.numUpdatedRows === 0n) throw new errors.InvalidGrant(`${model} was used by another request`)
    },

    async destroy(id) {
      await db.deleteFrom('oidc').where('model', '=', model).where('id', '=', toKey(id)).execute()
    },

    async revokeByGrantId(grantId) {
      await db.deleteFrom('oidc').where('model', '=', model).where('grant_id', '=', grantId).execute()
    },
  }
}

const secretModels: ReadonlySet<string> = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken'])
const replayModel = 'ReplayDetection'

/** The proof is at fault (RFC 9449, section 5), not the grant: oidc-provider's own `invalid_grant` would tell a client whose
 *  browser sent a request twice that its sign-in has ended. */
function seenProof(): Error {
  return new errors.InvalidDpopProof('DPoP proof was used before (jti)')
}
