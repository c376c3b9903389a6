import * as v from 'valibot'
import type { CallService } from '../outgoing/call-service.js'
import type { ModeratePicture, ModerateText, Verdict } from '../ports.js'

/** Which moderation server, which model, which key. */
export interface ModerationAccount {
  /** As in `https://api.openai.com/v1`. */
  readonly url: string
  readonly key?: string
  readonly model: string
}

/** What a moderation server judges. */
export interface ModerationService {
  readonly moderateText: ModerateText
  readonly moderatePicture: ModeratePicture
}

export interface ModerationServiceOptions {
  readonly account: ModerationAccount
  readonly callService: CallService
  readonly timeoutMs: number
}

const maxAnswerBytes = 262_144
/** A question costs nothing and may be asked again. */
const attempts = 2

const answerSchema = v.object({
  results: v.pipe(
    v.array(v.object({ flagged: v.boolean(), categories: v.optional(v.record(v.string(), v.nullish(v.boolean()))) })),
    v.minLength(1),
  ),
})

/** Makes the judge that asks a server which speaks the OpenAI moderations wire. It rejects when there is no answer that says
 *  yes or no in so many words: whoever asks must take that for a no. */
export function createModerationService(options: ModerationServiceOptions): ModerationService {
  const { account, callService, timeoutMs } = options
  const url = new URL(account.url)
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/moderations`

  async function ask(input: unknown): Promise<Verdict> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await askOnce(input)
      } catch (error) {
        if (attempt === attempts) throw error
      }
    }
  }

  async function askOnce(input: unknown): Promise<Verdict> {
    const headers = {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      ...(account.key !== undefined && { Authorization: `Bearer ${account.key}` }),
    }
    const body = JSON.stringify({ model: account.model, input })
    const limits = { signal: AbortSignal.timeout(timeoutMs), maxBytes: maxAnswerBytes }
    const answer = await callService({ url, method: 'POST', headers, body }, limits)
    const text = await answer.readText()
    if (answer.status !== 200) throw new Error(`moderation server answered ${answer.status}`)
    const flagged = readResults(text).find((result) => result.flagged)
    return flagged ? { isAllowed: false, category: categoryOf(flagged.categories ?? {}) } : { isAllowed: true }
  }

  return {
    moderateText: (text) => ask(text),
    moderatePicture: ({ bytes, type }) =>
      ask([{ type: 'image_url', image_url: { url: `data:${type};base64,${Buffer.from(bytes).toString('base64')}` } }]),
  }
}

/** Errors quote nothing of what was sent: it may quote the prompt. */
function readResults(text: string): v.InferOutput<typeof answerSchema>['results'] {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new Error('moderation server sent something that is no JSON')
  }
  const answer = v.safeParse(answerSchema, body)
  if (!answer.success) throw new Error('moderation server sent no verdict')
  return answer.output.results
}

/** The gravest of several first, in the words of this server. */
function categoryOf(categories: Readonly<Record<string, boolean | null | undefined>>): string {
  const names = Object.keys(categories).filter((name) => categories[name] === true)
  const name = names.find((candidate) => candidate.includes('minors')) ?? names[0] ?? 'flagged'
  const word = name
    .toLowerCase()
    .replace(/[^a-z]+/g, '_')
    .slice(0, 40)
  return word.replaceAll(/^_|_$/g, '') || 'flagged'
}
