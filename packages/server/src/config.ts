import { isIP } from 'node:net'
import { resolve } from 'node:path'
import type { Limits } from '@ai-feed/protocol'
import { readBucket } from './config-bucket.js'
import type { BucketConfig } from './config-bucket.js'
import { ConfigError } from './config-error.js'
import { readImagesBudget, readServiceAccount } from './config-services.js'
import type { ServiceAccount } from './config-services.js'
import { readLimitsFile } from './limits-file.js'

/** Everything that an operator can set. */
export interface Config {
  /** 0 takes any free port. */
  readonly port: number
  readonly host: string
  /** The server's own origin as browsers see it, without trailing slash: issuer, `htu`, addresses of media. */
  readonly publicUrl: string
  /** The operator's own PostgreSQL; absent: the embedded one in `dataDir`. */
  readonly databaseUrl?: string
  readonly dataDir: string
  readonly mediaDir: string
  /** The bucket that pictures are kept in instead of `mediaDir`. */
  readonly mediaBucket?: BucketConfig
  /** The origin that pictures are served from; often the same as `publicUrl`. */
  readonly mediaUrl: string
  readonly limits: Limits
  /** Where GET /metrics is answered; absent: nowhere. */
  readonly metrics?: { readonly host: string; readonly port: number }
  /** The image server that draws; absent: this server paints by itself. */
  readonly images?: ServiceAccount
  /** The moderation server that judges prompts and pictures; absent: the floor of words alone. */
  readonly moderation?: ServiceAccount
  /** Addresses and networks (CIDR) whose forwarded headers count. */
  readonly trustedProxies: readonly string[]
}

const knownNames: ReadonlySet<string> = new Set([
  'AI_FEED_DATA_DIR',
  'AI_FEED_MEDIA',
  'AI_FEED_MEDIA_URL',
  'AI_FEED_IMAGES_URL',
  'AI_FEED_IMAGES_KEY',
  'AI_FEED_IMAGES_MODEL',
  'AI_FEED_IMAGES_DAILY',
  'AI_FEED_MODERATION_URL',
  'AI_FEED_MODERATION_KEY',
  'AI_FEED_MODERATION_MODEL',
  'AI_FEED_LIMITS',
  'AI_FEED_PROXY',
  'AI_FEED_METRICS',
])

/** Reads the configuration from environment variables; empty values count as absent.
 *  @throws ConfigError with one sentence for the first variable that cannot be used. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const unknown = Object.keys(env).find((name) => name.startsWith('AI_FEED_') && !knownNames.has(name))
  if (unknown !== undefined) throw new ConfigError(`${unknown} is not a setting of this server`)

  const port = readPort(env['PORT'] || '8787')
  const host = readHost(env['HOST'] || '127.0.0.1')
  const publicUrl = readPublicUrl(env['PUBLIC_URL'], host, port)
  const databaseUrl = env['DATABASE_URL'] ? readDatabaseUrl(env['DATABASE_URL']) : undefined
  const images = readServiceAccount(env, 'AI_FEED_IMAGES', isLoopback)
  const moderation = readServiceAccount(env, 'AI_FEED_MODERATION', isLoopback)
  const limits = readLimitsFile(env['AI_FEED_LIMITS'] || undefined)
  const bucket = readBucket(env, isLoopback)
  const dataDir = resolve(env['AI_FEED_DATA_DIR'] || '.data')
  return {
    port,
    host,
    publicUrl,
    ...(databaseUrl !== undefined && { databaseUrl }),
    dataDir,
    mediaDir: bucket ? resolve(dataDir, 'media') : readMediaDir(env['AI_FEED_MEDIA'], dataDir),
    ...(bucket && { mediaBucket: bucket }),
    mediaUrl: env['AI_FEED_MEDIA_URL'] ? readOrigin('AI_FEED_MEDIA_URL', env['AI_FEED_MEDIA_URL']) : publicUrl,
    limits: images ? readImagesBudget(env, limits) : limits,
    ...(images && { images }),
    ...(moderation && { moderation }),
    ...(env['AI_FEED_METRICS'] && { metrics: readMetrics(env['AI_FEED_METRICS']) }),
    trustedProxies: readProxies(env['AI_FEED_PROXY'] ?? ''),
  }
}

/** Tells whether a host name or address reaches this machine only. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1')
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'))
}

function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new ConfigError(`PORT is "${text}", not a port from 0 to 65535`)
  return port
}

function readHost(text: string): string {
  if (isIP(text) === 0 && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text)) {
    throw new ConfigError(`HOST is "${text}", not an address or a host name`)
  }
  return text
}

function readPublicUrl(text: string | undefined, host: string, port: number): string {
  if (!text) {
    if (!isLoopback(host)) {
      throw new ConfigError(
        `HOST is "${host}", which other machines can reach: set PUBLIC_URL to the https address of this server`,
      )
    }
    return `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`
  }
  const origin = readOrigin('PUBLIC_URL', text)
  if (!isLoopback(host) && !origin.startsWith('https:')) {
    throw new ConfigError(`HOST is "${host}", which other machines can reach: PUBLIC_URL must begin with https://`)
  }
  return origin
}

/** http is good enough only where the browser counts it as a secure context. */
function readOrigin(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
    throw new ConfigError(`${name} is "${withoutPassword(text)}", not an origin such as https://feed.example.org`)
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new ConfigError(`${name} is "${url.origin}": outside this machine it must begin with https://`)
  }
  return url.origin
}

function readDatabaseUrl(text: string): string {
  if (!/^postgres(ql)?:\/\//.test(text))
    throw new ConfigError('DATABASE_URL must begin with postgres:// or postgresql://')
  return text
}

function readMediaDir(text: string | undefined, dataDir: string): string {
  if (!text) return resolve(dataDir, 'media')
  if (/^[a-z0-9]+:\/\//i.test(text)) {
    throw new ConfigError(
      `AI_FEED_MEDIA is "${withoutPassword(text)}": not a folder, nor a bucket as in s3://my-pictures`,
    )
  }
  return resolve(text)
}

/** A port alone is one of this machine; others are let in only by naming the address. */
function readMetrics(text: string): { host: string; port: number } {
  const [, host, bracketed, port] = /^(?:([^:[\]]+):|\[([^\]]+)\]:)?(\d{1,5})$/.exec(text) ?? []
  const name = host ?? bracketed ?? '127.0.0.1'
  const isHost = isIP(name) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(name)
  if (port === undefined || Number(port) > 65_535 || !isHost) {
    throw new ConfigError(`AI_FEED_METRICS is "${text}", not a port or an address and port such as 10.0.0.5:9464`)
  }
  return { host: name, port: Number(port) }
}

function readProxies(text: string): readonly string[] {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '')
  for (const entry of entries) {
    const [address = '', prefix, ...rest] = entry.split('/')
    const family = isIP(address)
    const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 6 ? 128 : 32))
    if (family === 0 || !isPrefix || rest.length > 0) {
      throw new ConfigError(`AI_FEED_PROXY has "${entry}", not an address or a network such as 10.0.0.0/8`)
    }
  }
  return entries
}

function withoutPassword(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//')
}
