import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import { HttpProblem } from '../../http/http-problem.js'
import type { CallService, ServiceAnswer, ServiceRequest } from '../../outgoing/call-service.js'

/** A bucket, and who may use it. */
export interface BucketAccount {
  readonly bucket: string
  /** Origin of the object store; the bucket is the first part of the path there, which every store understands. */
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** An object as a listing names it. */
export interface ListedObject {
  readonly key: string
  readonly changedAtMs: number
}

/** The objects of one bucket. All of it can be repeated, and is, a little later, when the store fails or does not answer. */
export interface Bucket {
  /** Stores an object, whole: the store checks the hash that goes with it.
   *  @throws HttpProblem `storage_full` */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Undefined when there is none. */
  get(key: string): Promise<Buffer | undefined>
  remove(key: string): Promise<void>
  /** Lists objects whose keys begin with `prefix`, in the order of their keys. */
  list(prefix: string): AsyncIterable<ListedObject>
}

export interface BucketOptions {
  readonly account: BucketAccount
  readonly callService: CallService
  /** How long one attempt may take. */
  readonly timeoutMs: number
}

/** More than any encoding of a picture has. */
const maxObjectBytes = 104_857_600
const attempts = 3

/** Makes the client of a bucket on any object store that speaks S3 with Signature Version 4. */
export function createBucket({ account, callService, timeoutMs }: BucketOptions): Bucket {
  const { bucket, endpoint, ...credentials } = account

  async function send(
    method: ServiceRequest['method'],
    key: string,
    query = '',
    body?: Uint8Array,
  ): Promise<ServiceAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      const isLast = attempt === attempts
      try {
        const answer = await sendOnce(method, key, query, body)
        if (isLast || (answer.status < 500 && answer.status !== 429)) return answer
        await answer.readBytes()
      } catch (cause) {
        if (isLast) throw away(`object store does not answer for ${key}`, cause)
      }
      await delay(100 * 2 ** attempt * (0.5 + Math.random()))
    }
  }

  async function sendOnce(
    method: ServiceRequest['method'],
    key: string,
    query: string,
    body: Uint8Array = new Uint8Array(0),
  ): Promise<ServiceAnswer> {
    const url = `${endpoint}/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}${query}`
    const hash = createHash('sha256').update(body).digest('hex')
    const headers = { 'X-Amz-Content-Sha256': hash }
    const signed = await new AwsV4Signer({ ...credentials, service: 's3', method, url, headers }).sign()
    const request = { url: signed.url, method, headers: Object.fromEntries(signed.headers) }
    const options = { signal: AbortSignal.timeout(timeoutMs), maxBytes: maxObjectBytes }
    return callService({ ...request, ...(method === 'PUT' && { body: new Uint8Array(body) }) }, options)
  }

  return {
    async put(key, bytes) {
      await finish(await send('PUT', key, '', bytes), [200], key)
    },

    async get(key) {
      const answer = await send('GET', key)
      const bytes = await finish(answer, [200, 404], key)
      return answer.status === 404 ? undefined : bytes
    },

    async remove(key) {
      await finish(await send('DELETE', key), [200, 204, 404], key)
    },

    async *list(prefix) {
      let token: string | undefined
      do {
        const query = new URLSearchParams({ 'list-type': '2', prefix, ...(token && { 'continuation-token': token }) })
        const answer = await send('GET', '', `?${query.toString()}`)
        const page = (await finish(answer, [200], prefix)).toString('utf8')
        for (const [contents] of page.matchAll(/<Contents>.*?<\/Contents>/gs)) {
          yield { key: readElement(contents, 'Key'), changedAtMs: Date.parse(readElement(contents, 'LastModified')) }
        }
        token = readElement(page, 'IsTruncated') === 'true' ? readElement(page, 'NextContinuationToken') : undefined
      } while (token)
    },
  }
}

/** Reads an answer to its end, which lets the connection serve again. */
async function finish(answer: ServiceAnswer, statuses: readonly number[], key: string): Promise<Buffer> {
  const bytes = await answer.readBytes()
  if (statuses.includes(answer.status)) return bytes
  const code = readElement(bytes.toString('utf8'), 'Code')
  const said = `object store answered ${answer.status} ${code.slice(0, 60)} for ${key}`
  if (answer.status === 507 || /Quota|StorageFull/.test(code)) throw new HttpProblem('storage_full', said)
  if (answer.status >= 500 || answer.status === 429) throw away(said)
  throw new Error(said)
}

/** It will come back: whoever asks may ask again. */
function away(said: string, cause?: unknown): HttpProblem {
  return new HttpProblem('overloaded', said, { retryAfterSeconds: 5, cause })
}

/** Reads the text of the first element of a name; empty when there is none. */
function readElement(xml: string, name: string): string {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? ''
  return text
    .replaceAll(/&(?:quot|#34);/g, '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
