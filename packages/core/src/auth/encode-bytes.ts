/** Writes bytes as base64url without padding. */
export function encodeBytes(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** The same for text, in UTF-8. */
export function encodeText(text: string): string {
  return encodeBytes(new TextEncoder().encode(text))
}

/** Random bytes from the crypto generator, as base64url. */
export function randomText(bytes: number): string {
  return encodeBytes(crypto.getRandomValues(new Uint8Array(bytes)))
}

/** The SHA-256 of text, as base64url. */
export async function digestText(text: string): Promise<string> {
  return encodeBytes(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))))
}
