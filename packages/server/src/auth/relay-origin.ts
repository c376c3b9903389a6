import { encodeOrigin, routes } from '@ai-feed/protocol'

/** The address of an origin's relay: what its pages give as `redirect_uri`. */
export function relayUrl(publicUrl: string, origin: string): string {
  return publicUrl + routes.relay(origin)
}

/** Reads the origin from the last segment of a relay's path; undefined unless it is exactly what encodeOrigin writes. */
export function readRelayOrigin(encoded: string): string | undefined {
  if (encoded.length > 512) return undefined
  const text = Buffer.from(encoded, 'base64url').toString('utf8')
  const url = URL.parse(text)
  const isOrigin = url !== null && url.origin === text && (url.protocol === 'https:' || url.protocol === 'http:')
  return isOrigin && encodeOrigin(text) === encoded ? text : undefined
}

/** Reads the origin that a redirect URI stands for; undefined when it is no relay of this server. */
export function originOfRelayUrl(publicUrl: string, redirectUri: string): string | undefined {
  const prefix = `${publicUrl}/oauth/relay/`
  return redirectUri.startsWith(prefix) ? readRelayOrigin(redirectUri.slice(prefix.length)) : undefined
}
