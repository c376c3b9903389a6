import { HttpProblem } from './http/http-problem.js'
import type { ModerateText } from './ports.js'

/** Words of a request, by the path of their field; absent ones are not judged. */
export type JudgedWords = readonly { readonly path: string; readonly text: string | undefined }[]

/** Has words judged before they are published, all at once. A check that does not answer lets nothing pass.
 *  @returns why they are refused, to be thrown once it is known that they would be published by this request; undefined when they
 *  may stand. */
export async function findTextRefusal(
  moderateText: ModerateText,
  words: JudgedWords,
): Promise<HttpProblem | undefined> {
  const said = words.filter(({ text }) => text !== undefined && text.trim() !== '')
  const [first] = said
  if (!first) return undefined
  try {
    const verdict = await moderateText(said.map(({ text }) => text).join('\n\n'))
    if (verdict.isAllowed) return undefined
    return new HttpProblem('text_refused', `category ${verdict.category}`, {
      errors: [{ path: first.path, message: `says what is not published here (${verdict.category})` }],
    })
  } catch (cause) {
    return new HttpProblem('overloaded', 'text cannot be checked', { cause, retryAfterSeconds: 10 })
  }
}
