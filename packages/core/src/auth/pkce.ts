/** Writes bytes as base64url without padding. */
export function encodeBytes(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Random bytes from the crypto generator, as base64url. */
export function randomText(bytes: number): string {
  return encodeBytes(crypto.getRandomValues(new Uint8Array(bytes)))
}

/** Makes a code verifier and its S256 challenge (RFC 7636). */
export async function createPkce(): Promise<{ verifier: string; challenge: string }> {
  const verifier = randomText(32)
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  return { verifier, challenge: encodeBytes(new Uint8Array(digest)) }
}

/** Makes the `state` of a sign-in: 128 random bits, a dot, and where to return to on this origin. */
export function createState(page: { readonly pathname: string; readonly search: string }): string {
  const path = new TextEncoder().encode(page.pathname + page.search)
  return `${randomText(16)}.${encodeBytes(path)}`
}
