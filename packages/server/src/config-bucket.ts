import { readServiceUrl } from './config-services.js'
import { ConfigError } from './config-error.js'

/** A bucket of an object store, and who may use it. */
export interface BucketConfig {
  readonly bucket: string
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** Reads `AI_FEED_MEDIA=s3://bucket` and the usual variables beside it: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`,
 *  `AWS_SESSION_TOKEN`, `AWS_REGION` (else `AWS_DEFAULT_REGION`, else us-east-1), and `AWS_ENDPOINT_URL_S3` (else
 *  `AWS_ENDPOINT_URL`) for stores elsewhere. Undefined for a folder.
 *  @throws ConfigError */
export function readBucket(
  env: Readonly<Record<string, string | undefined>>,
  isLoopback: (host: string) => boolean,
): BucketConfig | undefined {
  const place = env['AI_FEED_MEDIA'] ?? ''
  if (!place.startsWith('s3://')) return undefined
  const bucket = place.slice('s3://'.length).replace(/\/$/, '')
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) || bucket.includes('..')) {
    throw new ConfigError('AI_FEED_MEDIA does not name a bucket, as in s3://my-pictures')
  }
  const region = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || 'us-east-1'
  if (!/^[a-z0-9-]{1,40}$/.test(region)) throw new ConfigError(`AWS_REGION is ${JSON.stringify(region)}, not a region`)
  const sessionToken = env['AWS_SESSION_TOKEN']
  return {
    bucket,
    endpoint: readEndpoint(env, region, isLoopback),
    region,
    accessKeyId: readSecret(env, 'AWS_ACCESS_KEY_ID'),
    secretAccessKey: readSecret(env, 'AWS_SECRET_ACCESS_KEY'),
    ...(sessionToken && { sessionToken: readSecret(env, 'AWS_SESSION_TOKEN') }),
  }
}

function readEndpoint(
  env: Readonly<Record<string, string | undefined>>,
  region: string,
  isLoopback: (host: string) => boolean,
): string {
  const name = ['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'].find((candidate) => env[candidate])
  if (name === undefined) return `https://s3.${region}.amazonaws.com`
  const url = readServiceUrl(name, env[name] ?? '', isLoopback)
  if (new URL(url).search !== '') throw new ConfigError(`${name} has a query, which no object store expects`)
  return url
}

/** The value stays out of the sentence. */
function readSecret(env: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = env[name]
  if (!value) throw new ConfigError(`AI_FEED_MEDIA names a bucket: set ${name}`)
  if (!/^[\x21-\x7e]{1,4096}$/.test(value)) throw new ConfigError(`${name} has characters that no header can carry`)
  return value
}
