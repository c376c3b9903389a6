import { maxSmallAnswerBytes, readText } from './read-body.js'
import { badResponse } from './translate-error.js'

/** Reads an answer that has no shape. Only its status says that the server gave it: a network that wants to be paid answers
 *  everything with 200 and its own page.
 *  @throws FeedError `bad_response` */
export async function demandStatus(response: Response, status: number): Promise<undefined> {
  await readText(response, maxSmallAnswerBytes)
  if (response.status !== status || response.headers.get('content-type')?.includes('html'))
    throw badResponse(new Error(`status ${response.status} instead of ${status}, or a page`))
}
