import type { CallService, ServiceAnswer } from '../outgoing/call-service.js'
import type { GuardedFetch } from '../outgoing/guarded-fetch.js'
import { GeneratorError } from './generator.js'
import type { Generator, GeneratorFrame, GeneratorInput } from './generator.js'
import { cleanPrompt } from './images-api/clean-prompt.js'
import { errorOfFault, isRefusal, readFault } from './images-api/provider-error.js'
import type { ProviderFault } from './images-api/provider-error.js'
import { readAnswer } from './images-api/read-answer.js'
import { readRetryAfter } from './images-api/retry-after.js'
import { optionalFields, writeRequest } from './images-api/write-request.js'
import type { ImagesApiAccount, ReferenceFile } from './images-api/write-request.js'

export interface ImagesApiOptions {
  readonly account: ImagesApiAccount
  readonly callService: CallService
  /** For addresses in answers: trusts the account's own origin, and otherwise only the public internet. */
  readonly guardedFetch: GuardedFetch
  /** Turns a stored picture into a file that every server reads. */
  readonly encodeReference: (bytes: Uint8Array) => Promise<ReferenceFile>
  /** The most that one answer may have. */
  readonly maxAnswerBytes: number
  readonly maxPictureBytes: number
  readonly clock?: () => number
}

/** What a failed answer may say. */
const maxFaultBytes = 65_536

/** Makes the generator that asks a server which speaks the OpenAI images wire. One generation is one request, whatever comes
 *  of it. After an answer that asks to wait, `waitMs` says for how long nothing is to be sent. */
export function createImagesApiGenerator(options: ImagesApiOptions): Generator {
  const {
    account,
    callService,
    guardedFetch,
    encodeReference,
    maxAnswerBytes,
    maxPictureBytes,
    clock = Date.now,
  } = options
  const leftOut = new Set<string>()
  let sendsAgainAtMs = 0

  async function* generate(input: GeneratorInput): AsyncGenerator<GeneratorFrame> {
    const { reference, signal } = input
    const prompt = cleanPrompt(input.prompt)
    if (prompt === '') throw new GeneratorError('provider_refused', 'nothing of the prompt is for drawing')
    const file = reference && (await encodeReference(reference.bytes))
    const request = writeRequest(account, { ...input, prompt, reference: file }, leftOut)
    try {
      const answer = await callService(request, { signal, maxBytes: maxAnswerBytes })
      if (answer.status !== 200) throw await failureOf(answer)
      for await (const frame of readAnswer(answer, { baseUrl: account.url, guardedFetch, maxPictureBytes, signal })) {
        yield frame.type === 'final' && !reference ? { ...frame, alt: prompt } : frame
      }
    } catch (error) {
      signal.throwIfAborted()
      throw errorOf(error)
    }
  }

  async function failureOf(answer: ServiceAnswer): Promise<GeneratorError> {
    const fault = readFault(await readFaultBody(answer))
    const hasLearned = (answer.status === 400 || answer.status === 422) && learn(fault)
    if (hasLearned) return new GeneratorError('provider_failed', 'provider does not know a field that was sent')
    const retryAfterMs = readRetryAfter(answer.headers, clock())
    const error = errorOfFault(answer.status, fault, retryAfterMs)
    const asksToWait = error.code === 'provider_rate_limited' || answer.status === 503
    if (asksToWait && retryAfterMs !== undefined) sendsAgainAtMs = Math.max(sendsAgainAtMs, clock() + retryAfterMs)
    return error
  }

  /** A strict server names the field that it does not know: this generation has failed, the next one does without it. */
  function learn(fault: ProviderFault | undefined): boolean {
    if (!fault || isRefusal(fault)) return false
    const known = leftOut.size
    for (const name of optionalFields) if (isAbout(fault, name)) leftOut.add(name)
    if (leftOut.has('stream')) leftOut.add('partial_images')
    return leftOut.size > known
  }

  return {
    name: 'images-api',
    ...(account.model !== undefined && { model: account.model }),
    digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
    isPaid: true,
    waitMs: () => Math.max(0, sendsAgainAtMs - clock()),
    generate,
    close: async () => {},
  }
}

async function readFaultBody(answer: ServiceAnswer): Promise<unknown> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const bytes of answer.body) {
    text += decoder.decode(bytes, { stream: true })
    if (text.length > maxFaultBytes) break
  }
  try {
    return JSON.parse(text)
  } catch {
    // A page of a proxy, say: its status says enough.
    return undefined
  }
}

function isAbout({ param, message }: ProviderFault, name: string): boolean {
  return param === name || (param === '' && new RegExp(`\\b${name}\\b`).test(message))
}

/** What the network says is a failure of the provider; what we say stays. */
function errorOf(error: unknown): unknown {
  if (error instanceof GeneratorError) return error
  const isTooLarge = error instanceof Error && 'fault' in error && error.fault === 'too_large'
  if (isTooLarge) return new GeneratorError('bad_output', 'answer of the provider is too large', { cause: error })
  return new GeneratorError('provider_failed', 'provider gave no whole answer', { cause: error })
}
