import { randomBytes } from 'node:crypto'
import { defaultLimits } from '@ai-feed/protocol'
import type { Limits } from '@ai-feed/protocol'
import type { Generator, GeneratorFrame, GeneratorInput } from '../../packages/server/dist/generators/generator.js'
import { createImagesApiGenerator } from '../../packages/server/dist/generators/images-api-generator.js'
import { createImages } from '../../packages/server/dist/images/images.js'
import { createCallService } from '../../packages/server/dist/outgoing/call-service.js'
import { createGuardedFetch } from '../../packages/server/dist/outgoing/guarded-fetch.js'
import type { GuardOptions } from '../../packages/server/dist/outgoing/guarded-fetch.js'

/** A key for a provider, as good as any other. */
export const providerKey = randomBytes(12).toString('hex')

/** Makes the generator for a server at `url`, as the composition root does. */
export function makeImagesApi(
  url: string,
  {
    limits = {},
    guard = {},
    clock = Date.now,
    model = 'gpt-image-2.6-flare',
  }: { limits?: Partial<Limits>; guard?: Partial<GuardOptions>; clock?: () => number; model?: string } = {},
): Generator {
  const all: Limits = { ...defaultLimits, ...limits }
  const images = createImages(all)
  return createImagesApiGenerator({
    account: { url, key: providerKey, model },
    callService: createCallService(),
    guardedFetch: createGuardedFetch({ limits: all, trustedOrigins: [new URL(url).origin], ...guard }),
    encodeReference: async (bytes) => ({ bytes: await images.renderPng(bytes), type: 'image/png' }),
    maxAnswerBytes: all.generatorAnswerBytes,
    maxPictureBytes: all.uploadBytes,
    clock,
  })
}

/** Asks for pictures and gives all frames. */
export async function framesOf(generator: Generator, input: Partial<GeneratorInput> = {}): Promise<GeneratorFrame[]> {
  const frames: GeneratorFrame[] = []
  const { signal } = new AbortController()
  const asked = {
    prompt: 'a pond',
    widthPx: 256,
    heightPx: 256,
    count: 1,
    seed: 7,
    endUser: 'someone',
    signal,
    ...input,
  }
  for await (const frame of generator.generate(asked)) frames.push(frame)
  return frames
}
