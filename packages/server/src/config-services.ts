import type { Limits } from '@ai-feed/protocol'
import { ConfigError } from './config-error.js'

/** A service that the operator has an account with. */
export interface ServiceAccount {
  /** Where its API begins, without a slash at the end, as in `https://api.openai.com/v1`. */
  readonly url: string
  readonly key?: string
  readonly model?: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the account of one service from `{prefix}_URL`, `_KEY` and `_MODEL`; undefined without a URL.
 *  @param isLoopback tells whether a host reaches this machine only: a key goes nowhere else without TLS.
 *  @throws ConfigError */
export function readServiceAccount(
  env: Environment,
  prefix: string,
  isLoopback: (host: string) => boolean,
): ServiceAccount | undefined {
  const address = env[`${prefix}_URL`]
  if (!address) {
    const orphan = ['KEY', 'MODEL', 'DAILY'].map((name) => `${prefix}_${name}`).find((name) => env[name])
    if (orphan !== undefined) throw new ConfigError(`${orphan} is set without ${prefix}_URL`)
    return undefined
  }
  const url = readServiceUrl(`${prefix}_URL`, address, isLoopback)
  const key = env[`${prefix}_KEY`]
  // The value stays out of the sentence: it is a secret.
  if (key && !/^[\x21-\x7e]{1,4096}$/.test(key)) {
    throw new ConfigError(`${prefix}_KEY has characters that no header can carry`)
  }
  const model = env[`${prefix}_MODEL`]
  if (model && !/^[\x21-\x7e]{1,200}$/.test(model)) {
    throw new ConfigError(`${prefix}_MODEL is ${JSON.stringify(model.slice(0, 80))}, not the name of a model`)
  }
  return { url, ...(key && { key }), ...(model && { model }) }
}

/** Puts what pictures may cost a day into the limits: `AI_FEED_IMAGES_DAILY`, else what the limits say.
 *  @throws ConfigError when there is nothing to spend: a paid generator does not start without a budget. */
export function readImagesBudget(env: Environment, limits: Limits): Limits {
  const text = env['AI_FEED_IMAGES_DAILY']
  if (text && !/^[1-9]\d{0,8}$/.test(text)) {
    throw new ConfigError(`AI_FEED_IMAGES_DAILY is "${text}", not a number of pictures a day of at least 1`)
  }
  const paidPicturesPerServerDay = text ? Number(text) : limits.paidPicturesPerServerDay
  if (paidPicturesPerServerDay < 1) {
    throw new ConfigError('AI_FEED_IMAGES_URL is set, but the limits allow no paid pictures: set AI_FEED_IMAGES_DAILY')
  }
  return { ...limits, paidPicturesPerServerDay }
}

/** Reads the address of a service: https, or http to this machine; no name, password or fragment.
 *  @throws ConfigError */
export function readServiceUrl(name: string, text: string, isLoopback: (host: string) => boolean): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '' || url.hash !== '') {
    throw new ConfigError(`${name} is not an address such as https://api.example.org/v1, without name or password`)
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new ConfigError(`${name} begins with ${url.origin}: outside this machine it must begin with https://`)
  }
  return url.href.replace(/\/+$/, '')
}
