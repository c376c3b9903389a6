import { randomInt } from 'node:crypto'
import type { GenerationRequestBody, Limits } from '@ai-feed/protocol'
import { isUuid } from '../database/is-uuid.js'
import type { StoredGenerationRequest, Trx } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import type { LoadPosts, ModeratePrompt } from '../ports.js'
import type { Viewer } from '../http/request-context.js'
import { addStatusEvent } from './finish-generation.js'
import { countOpen, insertGeneration } from './generation-rows.js'
import type { GenerationQueue } from './generation-queue.js'
import { reserveQuota } from './quota.js'

/** A generation that may be made, as far as no money and no other request is concerned. */
export interface AdmittedGeneration {
  readonly request: StoredGenerationRequest
  readonly remixOf: string | undefined
}

/** Checks what was asked for: words, size, the source of a remix, and what is never drawn. Takes and stores nothing.
 *  @throws HttpProblem `invalid_field` | `size_not_offered` | `not_found` | `remix_not_allowed` | `prompt_refused` | `generator_unavailable` */
export async function admitGeneration(
  { limits, loadPosts, moderatePrompt }: { limits: Limits; loadPosts: LoadPosts; moderatePrompt: ModeratePrompt },
  viewer: Viewer,
  body: GenerationRequestBody,
): Promise<AdmittedGeneration> {
  const { remixOf, n = 1, seed = randomInt(2 ** 32) } = body
  const size = body.size ?? limits.sizes[0] ?? ''
  if (!limits.sizes.includes(size)) throw new HttpProblem('size_not_offered', `size ${size} is not offered`)
  checkPrompt(body.prompt, limits.promptCharacters)
  if (remixOf !== undefined) await checkRemix(loadPosts, viewer, remixOf)
  await refuseForbidden(moderatePrompt, body.prompt)
  return { request: { prompt: body.prompt, size, n, seed }, remixOf }
}

/** Stores an admitted generation: budget, row, reminder and event in one transaction.
 *  @throws HttpProblem `quota_exceeded` | `rate_limited` */
export async function createGeneration(
  trx: Trx,
  { limits, queue }: { limits: Limits; queue: Pick<GenerationQueue, 'add'> },
  viewer: Viewer,
  { request, remixOf }: AdmittedGeneration,
): Promise<string> {
  const { siteId, userId } = viewer
  // The budget's row makes requests of one user wait for each other: the count below sees all of them.
  await reserveQuota(trx, limits, viewer)
  if ((await countOpen(trx, siteId, userId)) >= limits.generationsRunningPerUser) {
    throw new HttpProblem('rate_limited', `user has ${limits.generationsRunningPerUser} open generations`, {
      retryAfterSeconds: 5,
    })
  }
  const id = await insertGeneration(trx, { siteId, userId, request, remixOf })
  await queue.add(trx, id)
  await addStatusEvent(trx, { id, siteId, userId, status: 'queued' })
  return id
}

function checkPrompt(prompt: string, maxCharacters: number): void {
  const fault =
    prompt.trim() === ''
      ? 'is blank'
      : [...prompt].length > maxCharacters
        ? `is longer than ${maxCharacters} characters`
        : ''
  if (fault !== '')
    throw new HttpProblem('invalid_field', `prompt ${fault}`, { errors: [{ path: 'prompt', message: fault }] })
}

/** The author's word on remixes comes before everything else. */
async function checkRemix(loadPosts: LoadPosts, viewer: Viewer, postId: string): Promise<void> {
  const post = isUuid(postId) ? (await loadPosts(viewer.siteId, viewer, [postId])).get(postId) : undefined
  if (!post) throw new HttpProblem('not_found', 'post to remix is not there for this user')
  if (post.media.length === 0) {
    throw new HttpProblem('invalid_field', 'post to remix has no picture', {
      errors: [{ path: 'remixOf', message: 'is a post without a picture' }],
    })
  }
  if (!post.viewer?.canRemix) throw new HttpProblem('remix_not_allowed', `remix policy is ${post.remixPolicy}`)
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
