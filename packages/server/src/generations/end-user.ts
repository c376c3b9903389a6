import { createHmac } from 'node:crypto'

/** Gives the name by which a provider knows a user: always the same one, and no way back from it to the user. */
export type NameEndUser = (user: { siteId: string; userId: string }) => string

/** Makes the naming with a secret of this server, so that nobody can try ids until a name fits. */
export function createNameEndUser(key: () => Uint8Array): NameEndUser {
  return ({ siteId, userId }) => createHmac('sha256', key()).update(`${siteId}/${userId}`).digest('base64url')
}
