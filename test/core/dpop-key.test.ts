import { expect } from '@open-wc/testing'
import { createKey, createProver, thumbprintOf } from '../../packages/core/dist/auth/dpop-key.js'

/** The key and the access token of the examples in RFC 9449. */
const rfcKey = {
  kty: 'EC',
  x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
  y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
  crv: 'P-256',
}
const rfcToken = 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU'
const es256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
/** What the header and the claims of a proof hold. */
interface ProofPart {
  readonly typ?: string
  readonly alg?: string
  readonly jwk?: JsonWebKey
  readonly jti?: string
}
const read = (part = ''): ProofPart => JSON.parse(new TextDecoder().decode(bytesOf(part))) as ProofPart

describe('DPoP proofs', () => {
  it('verify with the key that they carry, of which no script can read the private half', async () => {
    const keyPair = await createKey()

    const proof = await createProver(keyPair, { now: Date.now }).prove('POST', 'https://feed.test/oauth/token')

    const [header, claims, signature] = proof.split('.')
    const { typ, alg, jwk = {} } = read(header)
    expect([typ, alg, Object.keys(jwk).toSorted().join()]).to.deep.equal(['dpop+jwt', 'ES256', 'crv,kty,x,y'])
    const key = await crypto.subtle.importKey('jwk', jwk, es256, false, ['verify'])
    const signed = new TextEncoder().encode(`${header}.${claims}`)
    expect(await crypto.subtle.verify(es256, key, bytesOf(signature ?? ''), signed)).to.equal(true)
    const exported = await crypto.subtle.exportKey('jwk', keyPair.privateKey).catch(({ name }: Error) => name)
    expect(exported).to.equal('InvalidAccessError')
  })

  it('name one request, its token and the nonce of the server, each with an id of its own', async () => {
    const prover = createProver(await createKey(), { now: () => 1_700_000_000_900 }, 'nonce-1')

    const proofs = await Promise.all([1, 2].map(() => prover.prove('GET', 'https://feed.test/v1/me', rfcToken)))

    const [claims, later] = proofs.map((proof) => read(proof.split('.')[1]))
    expect(claims).to.deep.equal({
      jti: claims?.jti,
      htm: 'GET',
      htu: 'https://feed.test/v1/me',
      iat: 1_700_000_000,
      nonce: 'nonce-1',
      ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo',
    })
    expect(claims?.jti).to.not.equal(later?.jti)
    expect(bytesOf(claims?.jti ?? '')).to.have.length(16)
  })

  it('are bound by the thumbprint of RFC 7638', async () => {
    const publicKey = await crypto.subtle.importKey('jwk', rfcKey, es256, true, ['verify'])

    expect(await thumbprintOf({ publicKey, privateKey: publicKey })).to.equal(
      '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I',
    )
  })
})
