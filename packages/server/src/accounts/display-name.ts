import { countGraphemes } from '@ai-feed/protocol'
import { hasVisibleText } from '../has-visible-text.js'

/** Tidies a name: one line, single spaces, without control and direction-override characters; comes out empty when nothing of it
 *  could be seen. */
export function tidyName(typed: string): string {
  const name = typed
    .normalize('NFC')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  return hasVisibleText(name) ? name : ''
}

/** Tells whether a name has more characters, as a reader counts them, than the limit allows. One may have 20 UTF-16 units:
 *  emoji of several people do, letters with a tower of marks should not. */
export function isNameTooLong(name: string, maxGraphemes: number): boolean {
  return name.length > maxGraphemes * 20 || countGraphemes(name) > maxGraphemes
}
