import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import * as v from 'valibot'
import type { FoundPasskey, NewPasskey } from './passkey-rows.js'

/** This server as authenticators know it. */
export interface RelyingParty {
  /** Its origin. */
  readonly origin: string
  /** Its host name. */
  readonly id: string
}

/** EdDSA, ES256 and RS256, by their numbers in COSE (RFC 9053): what authenticators have. */
export const passkeyAlgorithms: readonly number[] = [-8, -7, -257]

const base64url = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,8192}$/))

const answerSchema = v.object({
  id: v.pipe(base64url, v.maxLength(1_400)),
  rawId: base64url,
  type: v.literal('public-key'),
  clientExtensionResults: v.optional(v.object({}), {}),
  response: v.object({
    clientDataJSON: base64url,
    attestationObject: v.optional(base64url),
    authenticatorData: v.optional(base64url),
    signature: v.optional(base64url),
    userHandle: v.optional(v.string()),
    transports: v.optional(v.array(v.pipe(v.string(), v.regex(/^[a-z-]{1,20}$/)))),
  }),
})

/** An authenticator's answer that has the right shape, with the challenge that it says it signed. */
export interface PasskeyAnswer {
  readonly body: v.InferOutput<typeof answerSchema>
  readonly challenge: string
}

/** Reads the JSON that the page's script has sent; undefined for anything that is no answer. */
export function readAnswer(text: string): PasskeyAnswer | undefined {
  try {
    const body = v.parse(answerSchema, JSON.parse(text))
    const clientData: unknown = JSON.parse(Buffer.from(body.response.clientDataJSON, 'base64url').toString('utf8'))
    const { challenge } = v.parse(v.object({ challenge: base64url }), clientData)
    return { body, challenge }
  } catch {
    // What the browser sends when nobody meddles can be read: there is no more to say about the rest.
    return undefined
  }
}

/** Verifies that an authenticator has made a passkey for this server, and that it has asked who its user is.
 *  @returns undefined when it does not hold. */
export async function verifyNewPasskey(
  { body, challenge }: PasskeyAnswer,
  party: RelyingParty,
): Promise<Omit<NewPasskey, 'name'> | undefined> {
  const { clientDataJSON, attestationObject, transports = [] } = body.response
  if (attestationObject === undefined) return undefined
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...body, response: { clientDataJSON, attestationObject } },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...passkeyAlgorithms],
    })
    if (!verified) return undefined
    const { id, publicKey, counter } = registrationInfo.credential
    return { id, publicKey, counter, transports: transports.slice(0, 8) }
  } catch {
    // SimpleWebAuthn throws for everything that does not hold.
    return undefined
  }
}

/** Verifies that a passkey has signed, and that its authenticator has asked who its user is.
 *  @returns its new counter; undefined when it does not hold. */
export async function verifyPasskey(
  { body, challenge }: PasskeyAnswer,
  party: RelyingParty,
  passkey: FoundPasskey,
): Promise<number | undefined> {
  const { clientDataJSON, authenticatorData, signature, userHandle } = body.response
  if (authenticatorData === undefined || signature === undefined) return undefined
  if (userHandle !== Buffer.from(passkey.userId).toString('base64url')) return undefined
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...body, response: { clientDataJSON, authenticatorData, signature, userHandle } },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: { id: body.id, publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter },
    })
    return verified ? authenticationInfo.newCounter : undefined
  } catch {
    // As above.
    return undefined
  }
}
