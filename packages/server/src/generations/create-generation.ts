import { randomInt } from 'node:crypto'
import type { GenerationRequestBody, Limits } from '@ai-feed/protocol'
import type { StoredGenerationRequest, Trx } from '../database/schema.js'
import type { Generator } from '../generators/generator.js'
import { hasVisibleText } from '../has-visible-text.js'
import { HttpProblem } from '../http/http-problem.js'
import type { LoadPosts, ModeratePrompt } from '../ports.js'
import type { Viewer } from '../http/request-context.js'
import { checkRemix } from './check-remix.js'
import { addStatusEvent } from './finish-generation.js'
import { countOpen, insertGeneration } from './generation-rows.js'
import type { GenerationQueue } from './generation-queue.js'
import { costOf, quotaLimits, reserveQuota } from './quota.js'

/** What decides whether a generation may be made. */
export interface AdmissionOptions {
  readonly limits: Limits
  readonly generator: Pick<Generator, 'waitMs'>
  readonly loadPosts: LoadPosts
  readonly moderatePrompt: ModeratePrompt
}

/** A generation that may be made, as far as no money and no other request is concerned. */
export interface AdmittedGeneration {
  readonly request: StoredGenerationRequest
  readonly remixOf: string | undefined
}

/** Checks what was asked for: words, size, the source of a remix, and what is never drawn. Takes and stores nothing.
 *  @throws HttpProblem `invalid_field` | `size_not_offered` | `not_found` | `remix_not_allowed` | `prompt_refused` | `generator_unavailable` */
export async function admitGeneration(
  { limits, loadPosts, moderatePrompt, generator }: AdmissionOptions,
  viewer: Viewer,
  body: GenerationRequestBody,
): Promise<AdmittedGeneration> {
  const { remixOf, n = 1, seed = randomInt(2 ** 32) } = body
  const size = body.size ?? limits.sizes[0] ?? ''
  if (!limits.sizes.includes(size)) throw new HttpProblem('size_not_offered', `size ${size} is not offered`)
  checkPrompt(body.prompt, limits.promptCharacters)
  if (remixOf !== undefined) await checkRemix(loadPosts, viewer, remixOf)
  checkReadiness(generator)
  await refuseForbidden(moderatePrompt, body.prompt)
  return { request: { prompt: body.prompt, size, n, seed }, remixOf }
}

/** Stores an admitted generation: budget, row, reminder and event in one transaction.
 *  @throws HttpProblem `quota_exceeded` | `rate_limited` */
export async function createGeneration(
  trx: Trx,
  { limits, queue, generator }: { limits: Limits; queue: Pick<GenerationQueue, 'add'>; generator: Generator },
  viewer: Viewer,
  { request, remixOf }: AdmittedGeneration,
): Promise<string> {
  const { siteId, userId } = viewer
  // The budget's row makes requests of one user wait for each other: the count below sees all of them.
  const cost = costOf(generator, request.n)
  await reserveQuota(trx, quotaLimits(limits, generator), viewer, cost)
  if ((await countOpen(trx, siteId, userId)) >= limits.generationsRunningPerUser) {
    throw new HttpProblem('rate_limited', `user has ${limits.generationsRunningPerUser} open generations`, {
      retryAfterSeconds: 5,
    })
  }
  const id = await insertGeneration(trx, { siteId, userId, request, remixOf, cost })
  await queue.add(trx, id)
  await addStatusEvent(trx, { id, siteId, userId, status: 'queued' })
  return id
}

function checkPrompt(prompt: string, maxCharacters: number): void {
  const fault = !hasVisibleText(prompt)
    ? 'is blank'
    : [...prompt].length > maxCharacters
      ? `is longer than ${maxCharacters} characters`
      : ''
  if (fault !== '')
    throw new HttpProblem('invalid_field', `prompt ${fault}`, { errors: [{ path: 'prompt', message: fault }] })
}

/** While its provider asks to wait nothing is taken, so that nothing waits in vain. */
function checkReadiness({ waitMs }: Pick<Generator, 'waitMs'>): void {
  const retryAfterSeconds = Math.ceil((waitMs?.() ?? 0) / 1_000)
  if (retryAfterSeconds === 0) return
  throw new HttpProblem('generator_unavailable', 'provider asks to wait', { retryAfterSeconds })
}

/** A check that does not answer lets nothing pass. */
async function refuseForbidden(moderatePrompt: ModeratePrompt, prompt: string): Promise<void> {
  const verdict = await moderatePrompt(prompt).catch((cause: unknown) => {
    throw new HttpProblem('generator_unavailable', 'prompt cannot be checked', { cause, retryAfterSeconds: 10 })
  })
  if (verdict.isAllowed) return
  throw new HttpProblem('prompt_refused', `category ${verdict.category}`, {
    errors: [{ path: 'prompt', message: `asks for what is not drawn here (${verdict.category})` }],
  })
}
