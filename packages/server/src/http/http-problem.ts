import { problemCodes, problemTitles } from '@ai-feed/protocol'
import type { Problem, ProblemCode } from '@ai-feed/protocol'

/** What a refusal may carry beside its code. */
export interface HttpProblemOptions {
  /** Seconds until trying again makes sense; always sent with 429 and 503. */
  readonly retryAfterSeconds?: number
  /** The failing fields, by dotted path. */
  readonly errors?: readonly { path: string; message: string }[]
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

/** A refusal with a stable code. `detail` is written to the log; the client gets the code's fixed title. */
export class HttpProblem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly retryAfterSeconds: number | undefined
  readonly errors: readonly { path: string; message: string }[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(code: ProblemCode, detail: string, options: HttpProblemOptions = {}) {
    super(detail, { cause: options.cause })
    this.name = 'HttpProblem'
    this.code = code
    this.status = problemCodes[code].status
    const asksToWait = this.status === 429 || this.status === 503
    this.retryAfterSeconds = options.retryAfterSeconds ?? (asksToWait ? 1 : undefined)
    this.errors = options.errors
    this.headers = options.headers ?? {}
  }

  /** The RFC 9457 body that the client gets. */
  toProblem(requestId: string): Problem {
    const { retryable } = problemCodes[this.code]
    const title = problemTitles[this.code]
    return {
      type: `urn:ai-feed:problem:${this.code}`,
      title,
      status: this.status,
      code: this.code,
      detail: this.errors?.[0] === undefined ? title : `${title}: ${this.errors[0].path} ${this.errors[0].message}`,
      retryable,
      ...(this.retryAfterSeconds !== undefined && { retryAfter: this.retryAfterSeconds }),
      ...(this.errors && { errors: [...this.errors] }),
      requestId,
    }
  }
}
