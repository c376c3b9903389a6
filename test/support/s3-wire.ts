import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { startAnsweringServer } from './answering-server.ts'
import type { BucketAccount } from '../../packages/server/dist/media/s3/bucket.js'

/** A server that plays one bucket of an S3 store: it takes nothing that is not signed, and lists in small pages. */
export interface S3Wire {
  readonly account: BucketAccount
  readonly objects: Map<string, { bytes: Buffer; changedAt: Date }>
  /** "METHOD key" of every request that was signed well. */
  readonly requests: readonly string[]
  /** Fails a request instead of serving it, when it gives a status and a code; serves it late when that comes late. */
  failWith(fault: (method: string, key: string) => Fault | Promise<Fault>): void
  close(): Promise<void>
}

type Fault = readonly [status: number, code: string] | undefined

const pageSize = 3

/** Starts it on loopback with keys of its own. */
export async function startS3Wire(): Promise<S3Wire> {
  const objects: S3Wire['objects'] = new Map()
  const requests: string[] = []
  const credentials = {
    region: 'eu-test-1',
    accessKeyId: randomBytes(8).toString('hex'),
    secretAccessKey: randomBytes(20).toString('base64'),
  }
  let findFault: Parameters<S3Wire['failWith']>[0] = () => undefined

  const server = await startAnsweringServer(async (request, response) => {
    const body = await buffer(request)
    const url = new URL(request.url ?? '', 'http://store.test')
    const [, bucket, ...parts] = url.pathname.split('/')
    const key = decodeURIComponent(parts.join('/'))
    const method = request.method ?? ''
    if (!isSigned(request, url, body, credentials)) return fail(response, 403, 'SignatureDoesNotMatch')
    if (bucket !== 'pictures') return fail(response, 404, 'NoSuchBucket')
    requests.push(`${method} ${key}`)
    const fault = await findFault(method, key)
    if (fault) return fail(response, ...fault)
    serve(method, key, url, body, response)
  })

  function serve(method: string, key: string, url: URL, body: Buffer, response: ServerResponse): void {
    if (key === '' && method === 'GET') return void response.end(list(url))
    if (method === 'PUT') {
      objects.set(key, { bytes: body, changedAt: new Date() })
      return void response.end()
    }
    if (method === 'DELETE') {
      objects.delete(key)
      return void response.writeHead(204).end()
    }
    const found = objects.get(key)
    if (!found) return fail(response, 404, 'NoSuchKey')
    response.end(found.bytes)
  }

  function list({ searchParams }: URL): string {
    const prefix = searchParams.get('prefix') ?? ''
    const after = searchParams.get('continuation-token') ?? ''
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).toSorted()
    const page = keys.slice(0, pageSize)
    const contents = page.map((key) => {
      const { bytes, changedAt } = objects.get(key)!
      return `<Contents><Key>${key}</Key><LastModified>${changedAt.toISOString()}</LastModified><Size>${bytes.length}</Size></Contents>`
    })
    const isTruncated = keys.length > page.length
    const next = isTruncated ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
    return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`
  }

  return {
    account: { bucket: 'pictures', endpoint: server.url, ...credentials },
    objects,
    requests,
    failWith: (fault) => void (findFault = fault),
    close: () => server.close(),
  }
}

function fail(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status).end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`)
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)

/** Checks Signature Version 4, written from its specification and not with the client's library: method, path, query,
 *  every signed header and the hash of the body, which must be named. */
function isSigned(
  { method, headers }: IncomingMessage,
  url: URL,
  body: Buffer,
  { region, accessKeyId, secretAccessKey }: { region: string; accessKeyId: string; secretAccessKey: string },
): boolean {
  const pattern = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/
  const [, credential, names = '', signature] = pattern.exec(headers.authorization ?? '') ?? []
  const date = String(headers['x-amz-date'])
  const scope = `${date.slice(0, 8)}/${region}/s3/aws4_request`
  const isFresh = Math.abs(Date.parse(date.replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:')) - Date.now()) < 900_000
  const signed = names.split(';')
  const needed = ['host', 'x-amz-content-sha256', 'x-amz-date']
  if (!isFresh || credential !== `${accessKeyId}/${scope}` || !needed.every((name) => signed.includes(name)))
    return false
  if (headers['x-amz-content-sha256'] !== sha256(body)) return false

  const path = url.pathname.split('/').map((part) => encode(decodeURIComponent(part)))
  const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).toSorted()
  const lines = signed.map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`)
  const canonical = [method, path.join('/'), query.join('&'), lines.join(''), names, sha256(body)].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')
  const key = [region, 's3', 'aws4_request'].reduce<Buffer>(hmac, hmac(`AWS4${secretAccessKey}`, date.slice(0, 8)))
  return hmac(key, toSign).toString('hex') === signature
}
