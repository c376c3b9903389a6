import { badResponse } from './translate-error.js'

/** No answer of the wire has more bytes: a page of 100 posts with words, descriptions, prompts and quoted posts at the limits of
 *  the protocol has 46 MB. */
const maxAnswerBytes = 2 ** 26
/** No answer that tells of one thing only, a refusal for example. */
export const maxSmallAnswerBytes: number = 2 ** 20

/** Reads a body as text. It is counted as it comes, decompressed, whatever its headers say; what is too long is not read on.
 *  @throws FeedError `bad_response` when it is too long, and whatever the body throws */
export async function readText(response: Response, maxBytes: number = maxAnswerBytes): Promise<string> {
  const reader = response.body?.getReader()
  // A `fetch` of the app's own may know no streams.
  if (!reader) return response.text()
  const decoder = new TextDecoder()
  let text = ''
  let leftBytes = maxBytes
  for (;;) {
    const chunk = (await reader.read()).value
    if (!chunk) return text
    leftBytes -= chunk.length
    if (leftBytes < 0) break
    text += decoder.decode(chunk, { stream: true })
  }
  reader.cancel().catch(ignore)
  throw badResponse(new RangeError(`more than ${maxBytes} bytes`))
}

/** For a body that has broken off by itself. */
function ignore(): void {}
