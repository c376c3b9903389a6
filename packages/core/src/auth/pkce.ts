import { digestText, encodeText, randomText } from './encode-bytes.js'

/** Makes a code verifier and its S256 challenge (RFC 7636). */
export async function createPkce(): Promise<{ verifier: string; challenge: string }> {
  const verifier = randomText(32)
  return { verifier, challenge: await digestText(verifier) }
}

/** Makes the `state` of a sign-in: 128 random bits, a dot, and where to return to on this origin. */
export function createState(page: { readonly pathname: string; readonly search: string }): string {
  return `${randomText(16)}.${encodeText(page.pathname + page.search)}`
}
