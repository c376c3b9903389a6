import { isIP } from 'node:net'
import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server'
import type { Limits } from '@ai-feed/protocol'
import type { Kysely } from 'kysely'
import type { PasskeyOptions, Passkeys } from '../../account-ports.js'
import type { Schema } from '../../database/schema.js'
import { HttpProblem } from '../../http/http-problem.js'
import type { ModerateText } from '../../ports.js'
import { signInBudget, signInPageBudget, signUpBudget, takeFromBudgets } from '../attempt-budgets.js'
import { createUser } from '../create-user.js'
import { findNameFault } from '../find-name-fault.js'
import { readNewUser } from '../read-new-user.js'
import { makeUserId, rememberChallenge, takeChallenge } from './challenges.js'
import { findPasskey, insertPasskey, listPasskeys, removePasskey, touchPasskey } from './passkey-rows.js'
import { passkeyAlgorithms, readAnswer, verifyNewPasskey, verifyPasskey } from './verify-answer.js'

/** Creates the use cases of passkeys. They must be discoverable and verify their user: a passkey is all that is asked for.
 *  @param publicUrl whose host name they belong to for good. */
export function createPasskeys({
  db,
  limits,
  publicUrl,
  moderateText,
}: {
  db: Kysely<Schema>
  limits: Limits
  publicUrl: string
  moderateText: ModerateText
}): Passkeys {
  const { hostname } = new URL(publicUrl)
  const party = { origin: publicUrl, id: hostname }

  async function askToMake(user: {
    siteName: string
    userId: string
    handle: string
    known: readonly { id: string; transports: string[] }[]
  }): Promise<{ challenge: string } & PasskeyOptions> {
    const options = await generateRegistrationOptions({
      rpName: user.siteName,
      rpID: party.id,
      userID: new Uint8Array(Buffer.from(user.userId)),
      userName: `${user.handle} · ${user.siteName}`,
      userDisplayName: user.handle,
      attestationType: 'none',
      excludeCredentials: [...user.known],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: [...passkeyAlgorithms],
      timeout: 300_000,
    })
    return { challenge: options.challenge, options: JSON.stringify(options) }
  }

  /** Takes the challenge of a registration and what the authenticator has made for it. */
  async function takeNewPasskey({ answer, boundTo }: { answer: string; boundTo: string }) {
    const read = readAnswer(answer)
    const asked = read && (await takeChallenge(db, read.challenge, boundTo))
    const made = read && asked?.userId !== undefined ? await verifyNewPasskey(read, party) : undefined
    return asked?.userId !== undefined && made ? { ...asked, userId: asked.userId, made } : undefined
  }

  return {
    areOffered: isIP(hostname.replace(/^\[(.*)\]$/, '$1')) === 0,

    async askToSignIn({ boundTo, address }) {
      if ((await takeFromBudgets(db, [signInPageBudget(address, limits)])) > 0) return undefined
      const options = await generateAuthenticationOptions({
        rpID: party.id,
        userVerification: 'required',
        timeout: 300_000,
      })
      await rememberChallenge(db, { challenge: options.challenge, boundTo })
      return { options: JSON.stringify(options) }
    },

    async signIn({ siteId, boundTo, answer, address, isForAccountPages = false }) {
      const wait = await takeFromBudgets(db, [signInBudget(address, limits)])
      if (wait > 0) return { fault: 'limited', retryAfterSeconds: wait }
      const read = readAnswer(answer)
      const asked = read && (await takeChallenge(db, read.challenge, boundTo))
      const passkey = read && (await findPasskey(db, siteId, read.body.id))
      if (!read || !asked || asked.userId !== undefined || !passkey) return { fault: 'passkey_unknown' }
      const counter = await verifyPasskey(read, party, passkey)
      if (counter === undefined) return { fault: 'passkey_unknown' }
      if (passkey.userState === 'suspended' && !isForAccountPages) return { fault: 'suspended' }
      await touchPasskey(db, siteId, read.body.id, counter)
      return { userId: passkey.userId }
    },

    async askToSignUp({ siteId, siteName, handle: typed, name: typedName, boundTo, address }) {
      const wait = await takeFromBudgets(db, [signInPageBudget(address, limits)])
      if (wait > 0) return { fault: 'limited', retryAfterSeconds: wait }
      const user = await readNewUser(db, { siteId, handle: typed, name: typedName }, limits)
      if ('fault' in user) return user
      const { handle, name } = user
      const userId = await makeUserId(db)
      const { challenge, options } = await askToMake({ siteName, userId, handle, known: [] })
      await rememberChallenge(db, { challenge, boundTo, userId, handle, name })
      return { options }
    },

    async signUp(attempt) {
      const { siteId, address } = attempt
      const wait = await takeFromBudgets(db, [signUpBudget(address, limits)])
      if (wait > 0) return { fault: 'limited', retryAfterSeconds: wait }
      const taken = await takeNewPasskey(attempt)
      if (taken?.handle === undefined) return { fault: 'passkey_refused' }
      const { userId, handle, name = '', made } = taken
      const nameFault = await findNameFault(moderateText, name)
      if (nameFault) return { fault: nameFault }
      try {
        await db.transaction().execute(async (trx) => {
          await createUser(trx, { id: userId, siteId, handle, name })
          const isNew = await insertPasskey(trx, { siteId, userId }, { ...made, name: '' })
          if (!isNew) throw new HttpProblem('handle_taken', 'passkey belongs to somebody already')
        })
        return { userId }
      } catch (error) {
        if (error instanceof HttpProblem && error.code === 'handle_taken') return { fault: 'handle_taken' }
        throw error
      }
    },

    async askToAdd({ siteId, siteName, userId, handle, boundTo }) {
      const known = await listPasskeys(db, siteId, userId)
      const { challenge, options } = await askToMake({ siteName, userId, handle, known })
      await rememberChallenge(db, { challenge, boundTo, userId })
      return { options }
    },

    async add({ siteId, userId, name, ...attempt }) {
      if ((await listPasskeys(db, siteId, userId)).length >= limits.passkeysPerUser) return { fault: 'passkeys_many' }
      const taken = await takeNewPasskey(attempt)
      if (!taken || taken.userId !== userId || taken.handle !== undefined) return { fault: 'passkey_refused' }
      const isNew = await insertPasskey(db, { siteId, userId }, { ...taken.made, name })
      return isNew ? undefined : { fault: 'passkey_refused' }
    },

    async remove(siteId, userId, id) {
      const isRemoved = await db.transaction().execute((trx) => removePasskey(trx, siteId, userId, id))
      return isRemoved ? undefined : { fault: 'last_way' }
    },
  }
}
