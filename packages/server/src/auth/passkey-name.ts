/** Tidies the name that somebody gives a passkey: one line of at most 50 characters, without control characters. */
export function tidyPasskeyName(typed: string): string {
  const line = typed
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  return [...line].slice(0, 50).join('')
}
