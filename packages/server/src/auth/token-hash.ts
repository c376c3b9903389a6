import { createHash } from 'node:crypto'

/** The form in which a secret lies in the database: who reads the table or a backup cannot use what is there. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
