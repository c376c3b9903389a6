import { HttpProblem } from '../http/http-problem.js'
import type { PreparedMedia } from '../media/media-store.js'
import type { ModeratePicture } from '../ports.js'

/** Judges a finished picture before it can be published. Gives the category that it was refused for, undefined when it may
 *  stay. A check that does not answer lets nothing pass.
 *  @throws HttpProblem `generator_unavailable` */
export async function judgeVariant(
  moderatePicture: ModeratePicture,
  { sample }: Pick<PreparedMedia, 'sample'>,
): Promise<string | undefined> {
  const verdict = await moderatePicture(sample).catch((cause: unknown) => {
    throw new HttpProblem('generator_unavailable', 'picture cannot be checked', { cause })
  })
  return verdict.isAllowed ? undefined : verdict.category
}
