/** Makes an id that nobody else makes: 128 bits from the crypto generator, in hex. Insecure pages have it too. */
export function createRandomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
