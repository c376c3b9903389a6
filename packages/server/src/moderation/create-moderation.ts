import type { Limits } from '@ai-feed/protocol'
import type { Log } from '../log.js'
import type { ModeratePicture, ModeratePrompt, ModerateText } from '../ports.js'
import type { ModerationService } from './moderation-service.js'
import { promptFloor } from './prompt-floor.js'

/** Who judges what. */
export interface Moderation {
  readonly moderatePrompt: ModeratePrompt
  readonly moderatePicture: ModeratePicture
  readonly moderateText: ModerateText
}

/** Makes the judge of prompts, pictures and texts: the floor of words for every prompt, and on top of it the operator's own service.
 *  Without one, pictures are not judged, because nothing here can see; nor texts, because the floor cannot tell talk of a crime from a
 *  wish for its picture.
 *  @param limits a request waits for the judge of its text: so many do, and for those beyond there is no answer.
 *  @param log is told when there is none: a page that asks for a name says so to who chose it, and nobody else would hear. */
export function createModeration(
  service: ModerationService | undefined,
  { textsJudgedAtOnce }: Pick<Limits, 'textsJudgedAtOnce'>,
  log: Log,
): Moderation {
  let judging = 0
  return {
    async moderatePrompt(prompt) {
      const verdict = await promptFloor(prompt)
      return verdict.isAllowed && service ? service.moderateText(prompt) : verdict
    },
    moderatePicture: async (picture) => (service ? service.moderatePicture(picture) : { isAllowed: true }),
    async moderateText(text) {
      if (!service || text.trim() === '') return { isAllowed: true }
      try {
        judging += 1
        if (judging > textsJudgedAtOnce) throw new Error(`${textsJudgedAtOnce} texts are being judged`)
        return await service.moderateText(text)
      } catch (error) {
        log.warn('moderation.failed', { error })
        throw error
      } finally {
        judging -= 1
      }
    },
  }
}
