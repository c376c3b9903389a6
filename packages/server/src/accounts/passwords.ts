import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { HttpProblem } from '../http/http-problem.js'

/** Hashes and checks passwords with Argon2id, a few at a time so that sign-ins cannot starve the rest of the server. */
export interface Passwords {
  /** @throws HttpProblem `overloaded` when too many wait. */
  hash(password: string): Promise<string>
  /** Without a stored hash it spends the same time on one that nothing matches, and says no.
   *  @throws HttpProblem `overloaded` when too many wait. */
  verify(stored: string | undefined, password: string): Promise<boolean>
}

/** Why a text cannot be a password. */
export type PasswordFault = 'password_short' | 'password_long'

/** Checks a new password: 12 to 128 characters, of any kind. */
export function findPasswordFault(password: string): PasswordFault | undefined {
  const length = [...password].length
  if (length < 12) return 'password_short'
  return length > 128 ? 'password_long' : undefined
}

/** Creates the queue: `atOnce` run, `waiting` more may wait. */
export function createPasswords({ atOnce = 2, waiting = 64 }: { atOnce?: number; waiting?: number } = {}): Passwords {
  const queue: (() => void)[] = []
  let running = 0

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new HttpProblem('overloaded', `${queue.length} passwords wait to be hashed`)
      await new Promise<void>((resolve) => queue.push(resolve))
    } else {
      running += 1
    }
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running -= 1
    }
  }

  const decoy = hash(randomBytes(24).toString('base64url'), cost)
  const makeHash = (password: string): Promise<string> => inTurn(() => hash(password.normalize('NFC'), cost))

  return {
    hash: makeHash,
    async verify(stored, password) {
      const target = stored ?? (await decoy)
      const matches = await inTurn(() => verify(target, password.normalize('NFC')))
      return matches && stored !== undefined
    },
  }
}

/** OWASP's baseline for Argon2id, the library's default algorithm: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
