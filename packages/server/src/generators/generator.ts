/** A picture to start from: the parent of a remix, or a reference. */
export interface GeneratorReference {
  readonly bytes: Uint8Array
  /** What the same generator gave as `recipe` when it made the parent; absent for photographs. */
  readonly recipe?: unknown
}

/** What a generator is asked for in one call. */
export interface GeneratorInput {
  readonly prompt: string
  readonly widthPx: number
  readonly heightPx: number
  readonly count: number
  readonly seed: number
  /** Stands for the user who asks, in all their generations, and tells nothing else about them. */
  readonly endUser?: string
  readonly reference?: GeneratorReference
  readonly signal: AbortSignal
}

/** A picture on its way, or done. `bytes` are untrusted: the caller decodes and re-encodes them. */
export type GeneratorFrame =
  | { readonly type: 'partial'; readonly variant: number; readonly index: number; readonly bytes: Uint8Array }
  | {
      readonly type: 'final'
      readonly variant: number
      readonly bytes: Uint8Array
      /** A first alt text in the prompt's language. */
      readonly alt?: string
      /** JSON that a later remix by the same generator may start from. */
      readonly recipe?: unknown
    }

/** Makes pictures from words. */
export interface Generator {
  readonly name: string
  readonly model?: string
  readonly digitalSourceType: string
  /** Paid generators never retry and do not start without a budget. */
  readonly isPaid: boolean
  /** How long nothing should be sent, because the provider asked to wait; absent or 0: send. */
  waitMs?(): number
  /** Streams the frames of one call. Ends after the last final frame; rejects with the signal's reason on abort.
   *  @throws GeneratorError */
  generate(input: GeneratorInput): AsyncIterable<GeneratorFrame>
  close(): Promise<void>
}

/** What a refusal or failure may say beside its code. */
export interface GeneratorErrorOptions {
  /** What kind of picture is not drawn, as one word. */
  readonly category?: string
  /** Whether the same request may succeed later, where the code alone does not say it. */
  readonly isRetryable?: boolean
  /** After how long. */
  readonly retryAfterMs?: number
  readonly cause?: unknown
}

/** A refusal or failure of a generator, in the words of the wire. */
export class GeneratorError extends Error {
  readonly code: 'provider_refused' | 'provider_rate_limited' | 'provider_failed' | 'bad_output' | 'timed_out'
  readonly category: string | undefined
  readonly isRetryable: boolean | undefined
  readonly retryAfterMs: number | undefined
  constructor(code: GeneratorError['code'], message: string, options: GeneratorErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.name = 'GeneratorError'
    this.code = code
    this.category = options.category
    this.isRetryable = options.isRetryable
    this.retryAfterMs = options.retryAfterMs
  }
}
