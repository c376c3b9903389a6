import { badResponse } from './translate-error.js'

/** No answer of the wire has more bytes: a page of 100 posts with words, descriptions, prompts and quoted posts at the limits of
 *  the protocol has 46 MB. */
const maxAnswerBytes = 2 ** 26
/** No answer that tells of one thing only, a refusal for example. */
export const maxSmallAnswerBytes: number = 2 ** 20

/** Reads a body as text. It is counted as it comes, decompressed, whatever its headers say; what is too long is not read on.
 *  @throws FeedError `bad_response` when it is too long, and whatever the body throws */
export async function readText(response: Response, maxBytes = maxAnswerBytes): Promise<string> {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (;;) {
    const chunk = await reader?.read()
    if (!chunk?.value) return text + decoder.decode()
    bytes += chunk.value.length
    if (bytes > maxBytes) break
    text += decoder.decode(chunk.value, { stream: true })
  }
  reader?.cancel().catch(() => {
    // It has broken off by itself.
  })
  throw badResponse(new RangeError(`the answer has more than ${maxBytes} bytes`))
}
