import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** A key with a certificate for one host name, signed by itself: to be trusted as a root by whoever is told to. */
export interface TestCertificate {
  readonly key: string
  readonly cert: string
}

/** Makes an X.509 certificate (RFC 5280) for `host` with a fresh P-256 key, for some days around now. */
export function makeCertificate(host: string): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(set(sequence(oid('550403'), value(0x0c, Buffer.from(host)))))
  const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))
  const dayMs = 86_400_000
  const body = sequence(
    value(0xa0, value(0x02, Buffer.from([2]))),
    value(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    name,
    sequence(time(Date.now() - dayMs), time(Date.now() + dayMs)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    value(0xa3, sequence(isAuthority, subjectAltName(host))),
  )
  const der = sequence(
    body,
    ecdsaWithSha256,
    value(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)])),
  )
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}

/** One element of DER (X.690): its kind, its length, its content. */
function value(tag: number, ...content: Buffer[]): Buffer {
  const bytes = Buffer.concat(content)
  const length = bytes.byteLength
  const head =
    length < 128 ? [tag, length] : length < 256 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from(head), bytes])
}

const sequence = (...content: Buffer[]): Buffer => value(0x30, ...content)
const set = (...content: Buffer[]): Buffer => value(0x31, ...content)
const oid = (hex: string): Buffer => value(0x06, Buffer.from(hex, 'hex'))
const extension = (hex: string, content: Buffer): Buffer => sequence(oid(hex), value(0x04, content))
const isAuthority = extension('551d13', sequence(value(0x01, Buffer.from([255]))))
const subjectAltName = (host: string): Buffer => extension('551d11', sequence(value(0x82, Buffer.from(host))))

function time(atMs: number): Buffer {
  const digits = new Date(atMs).toISOString().replace(/\D/g, '').slice(2, 14)
  return value(0x17, Buffer.from(`${digits}Z`))
}
