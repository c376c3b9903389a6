import { lookup as lookUpAddresses } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Limits } from '@ai-feed/protocol'
import { dial as dialPublic } from './dial.js'
import type { Dial } from './dial.js'
import { OutgoingError } from './outgoing-error.js'
import { isPublicAddress } from './public-address.js'
import { sendGet } from './send-get.js'
import type { FetchedAnswer } from './send-get.js'

/** Fetches an address that came from somebody else, by GET and without any credentials, following redirects.
 *  @throws OutgoingError; the signal's reason on abort. Answers of any status resolve. */
export type GuardedFetch = (url: string | URL, options?: GuardedFetchOptions) => Promise<FetchedAnswer>

/** What one fetch may cost, and what it is for. */
export interface GuardedFetchOptions {
  readonly signal?: AbortSignal
  /** The most that the body may have. Default: `outgoingBytes`. */
  readonly maxBytes?: number
  /** For everything together, redirects and body included. Default: `outgoingTimeoutSeconds`. */
  readonly timeoutMs?: number
  /** What is asked for as `Accept`. Whatever comes back is to be judged by its content. */
  readonly accept?: string
}

export interface GuardOptions {
  readonly limits: Pick<Limits, 'outgoingTimeoutSeconds' | 'outgoingBytes' | 'outgoingRedirects'>
  /** Origins that the operator's own configuration names for this purpose: they may be private, and http where they say so.
   *  A redirect from another origin to one of these is refused all the same. */
  readonly trustedOrigins?: readonly string[]
  /** Finds the addresses of a host name. Default: the system's resolver. */
  readonly lookup?: (host: string) => Promise<readonly string[]>
  /** Opens a connection to one of the addresses that were found and checked. */
  readonly dial?: Dial
  /** Root certificates in PEM beside the usual ones'. */
  readonly ca?: string
}

/** Makes the one function that may fetch addresses from outside: https only, and connected to nothing but addresses that are
 *  public, each hop checked anew. The connection goes to the addresses that were checked: a name that resolves to something
 *  else a moment later gains nothing. */
export function createGuardedFetch(options: GuardOptions): GuardedFetch {
  const { limits, trustedOrigins = [], lookup = findAddresses, dial = dialPublic, ca } = options
  const trusted = new Set(trustedOrigins)

  return async (address, { signal, maxBytes = limits.outgoingBytes, timeoutMs, accept = '*/*' } = {}) => {
    const deadline = AbortSignal.timeout(timeoutMs ?? limits.outgoingTimeoutSeconds * 1_000)
    const either = signal ? AbortSignal.any([signal, deadline]) : deadline
    let url = parse(address)
    let isTrusted = trusted.has(url.origin)
    try {
      for (let redirects = 0; ; redirects += 1) {
        checkScheme(url, isTrusted)
        const addresses = await findReachable(url, isTrusted, either)
        const answer = await sendGet(url, {
          connect: (port) => dial(addresses, port),
          signal: either,
          maxBytes,
          accept,
          ca,
        })
        const next = locationOf(answer, url)
        if (!next) return answer
        if (redirects >= limits.outgoingRedirects) {
          throw new OutgoingError(
            'too_many_redirects',
            `${url.origin} redirects more than ${limits.outgoingRedirects} times`,
          )
        }
        isTrusted = isTrusted && trusted.has(next.origin)
        url = next
      }
    } catch (cause) {
      signal?.throwIfAborted()
      if (deadline.aborted) throw new OutgoingError('timed_out', `${url.origin} took too long`, { cause })
      if (cause instanceof OutgoingError) throw cause
      throw new OutgoingError('unreachable', `${url.origin} gave no whole answer`, { cause })
    }
  }

  async function findReachable(url: URL, isTrusted: boolean, signal: AbortSignal): Promise<readonly string[]> {
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
    const addresses = isIP(host) === 0 ? await untilAborted(lookup(host), signal) : [host]
    const refused = isTrusted ? undefined : addresses.find((address) => !isPublicAddress(address))
    if (refused !== undefined) {
      throw new OutgoingError('address_refused', `${url.origin} leads to ${refused}, which is not a public address`)
    }
    if (addresses.length === 0) throw new OutgoingError('unreachable', `${url.origin} has no address`)
    return addresses
  }
}

function parse(address: string | URL): URL {
  if (!URL.canParse(String(address)))
    throw new OutgoingError('address_refused', 'what was given is no absolute address')
  return new URL(address)
}

function checkScheme(url: URL, isTrusted: boolean): void {
  if (url.protocol !== 'https:' && !(isTrusted && url.protocol === 'http:')) {
    throw new OutgoingError('address_refused', `an address with ${url.protocol} is not fetched`)
  }
  if (url.username !== '' || url.password !== '') {
    throw new OutgoingError('address_refused', `${url.origin} was given with a name or password`)
  }
}

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

function locationOf({ status, headers }: FetchedAnswer, base: URL): URL | undefined {
  const location = redirectStatuses.has(status) ? headers.get('Location') : null
  if (location === null) return undefined
  if (!URL.canParse(location, base.href))
    throw new OutgoingError('bad_answer', `${base.origin} redirects to no address`)
  return new URL(location, base)
}

async function findAddresses(host: string): Promise<readonly string[]> {
  const found = await lookUpAddresses(host, { all: true })
  return found.map(({ address }) => address)
}

/** The resolver cannot be told to stop; its answer is then not waited for. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  const aborted = Promise.withResolvers<never>()
  const abort = (): void => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
