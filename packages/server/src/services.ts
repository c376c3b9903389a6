import type { Limits } from '@ai-feed/protocol'
import type { ServiceAccount } from './config-services.js'
import { createGenerator } from './generators/create-generator.js'
import type { Generator } from './generators/generator.js'
import type { Images } from './images/images.js'
import type { Log } from './log.js'
import { createModeration } from './moderation/create-moderation.js'
import type { Moderation } from './moderation/create-moderation.js'
import { createModerationService } from './moderation/moderation-service.js'
import { createCallService } from './outgoing/call-service.js'
import { createGuardedFetch } from './outgoing/guarded-fetch.js'

export interface ServicesOptions {
  readonly limits: Limits
  readonly images: Images
  readonly log: Log
  readonly clock: () => number
  readonly imagesAccount: ServiceAccount | undefined
  readonly moderationAccount: ServiceAccount | undefined
}

/** Who draws, and who judges. */
export interface Services {
  readonly generator: Generator
  readonly moderation: Moderation
}

/** Makes what the operator's configuration names of image and moderation servers, or what stands in for them; a part of the
 *  composition root. */
export function createServices(options: ServicesOptions): Services {
  const { limits, images, log, clock, imagesAccount, moderationAccount } = options
  const callService = createCallService()
  const service =
    moderationAccount &&
    createModerationService({
      account: { model: 'omni-moderation-latest', ...moderationAccount },
      callService,
      timeoutMs: limits.outgoingTimeoutSeconds * 1_000,
    })
  const generator = createGenerator(
    imagesAccount && {
      account: imagesAccount,
      callService,
      // A picture at the image server's own address may lie where nobody else's may.
      guardedFetch: createGuardedFetch({ limits, trustedOrigins: [new URL(imagesAccount.url).origin] }),
      encodeReference: async (bytes) => ({ bytes: await images.renderPng(bytes), type: 'image/png' }),
      maxAnswerBytes: limits.generatorAnswerBytes,
      maxPictureBytes: limits.uploadBytes,
      clock,
    },
  )
  return { generator, moderation: createModeration(service, limits, log) }
}
