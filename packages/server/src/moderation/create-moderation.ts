import type { ModerationService } from './moderation-service.js'
import { promptFloor } from './prompt-floor.js'

/** Makes the judge of prompts and pictures: the floor of words for every prompt, and on top of it the operator's own service.
 *  Without one, pictures are not judged: nothing here can see. */
export function createModeration(service: ModerationService | undefined): ModerationService {
  return {
    async moderatePrompt(prompt) {
      const verdict = await promptFloor(prompt)
      return verdict.isAllowed && service ? service.moderatePrompt(prompt) : verdict
    },
    moderatePicture: async (picture) => (service ? service.moderatePicture(picture) : { isAllowed: true }),
  }
}
