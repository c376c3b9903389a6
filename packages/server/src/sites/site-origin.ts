import { ConfigError } from '../config-error.js'
import { isLoopback } from '../config.js'

/** Reads the origin of a site's pages as browsers write it in the `Origin` header.
 *  @throws ConfigError when it is no origin, or http outside this machine: keys need a secure context. */
export function readSiteOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isSecure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  if (!url || !isSecure || url.href !== `${url.origin}/` || url.hostname.includes('*')) {
    throw new ConfigError(`"${text}" is not the origin of a page, such as https://www.example.org`)
  }
  return url.origin
}
