import { GeneratorError } from '../generator.js'

/** What a provider says of a failure, out of any of the three shapes that servers use:
 *  `{error: {message, code, type, param}}`, `{error: "…"}`, `{detail: "…" | [{msg}]}`. */
export interface ProviderFault {
  readonly message: string
  readonly code: string
  /** The field of the request that it is about. */
  readonly param: string
  readonly category: string | undefined
}

/** Reads the fault out of a parsed body; undefined when it tells of none. */
export function readFault(body: unknown): ProviderFault | undefined {
  if (!isObject(body)) return undefined
  const { error, detail } = body
  if (isObject(error)) {
    const code = [error['code'], error['type']].map(textOf).filter((text) => text !== '')
    const message = textOf(error['message'])
    return { message, code: code.join(' '), param: textOf(error['param']), category: readCategory(error, message) }
  }
  const message = [textOf(error), textOf(detail), ...(Array.isArray(detail) ? detail.map(describeDetail) : [])]
  const text = message.filter((part) => part !== '').join('; ')
  return text === '' ? undefined : { message: text, code: '', param: '', category: readCategory({}, text) }
}

/** Says in the words of the wire what became of a call that was answered with `status`, or with a fault in mid-stream
 *  (status 200). What the provider wrote goes nowhere: it may quote the prompt. */
export function errorOfFault(status: number, fault: ProviderFault | undefined, retryAfterMs?: number): GeneratorError {
  const { code = '', category } = fault ?? {}
  const said = `provider answered ${status}${code === '' ? '' : ` ${code.replace(/[^\w. -]/g, '').slice(0, 80)}`}`
  const canRefuse = status === 200 || (status >= 400 && status < 500 && status !== 429)
  if (status === 451 || (canRefuse && fault && isRefusal(fault))) {
    return new GeneratorError('provider_refused', said, category === undefined ? {} : { category })
  }
  if (noMoney.test(code)) return new GeneratorError('provider_failed', said, { isRetryable: false })
  if (status === 429 || /rate_limit/.test(code)) {
    return new GeneratorError('provider_rate_limited', said, retryAfterMs === undefined ? {} : { retryAfterMs })
  }
  // A wrong key, an unknown model, a field that is not taken: the same request would fail again.
  const isOurs = status >= 400 && status < 500 && status !== 408 && status !== 409
  return new GeneratorError('provider_failed', said, { isRetryable: !isOurs })
}

/** Tells whether a fault is about what was asked to be drawn. A field of the request is not, though it may be called so. */
export function isRefusal({ code, message, param }: ProviderFault): boolean {
  return refusalCode.test(code) || (param === '' && refusalWords.test(message))
}

const refusalCode = /moderation|content[_ -]?(?:policy|filter)|safety|responsible_ai|blocked/i
const refusalWords = /safety system|safety filter|content (?:policy|filter)|policy violation|moderation|nsfw|flagged/i
const noMoney = /insufficient_quota|billing|payment|credit/i

function readCategory(error: Record<string, unknown>, message: string): string | undefined {
  const details = error['moderation_details']
  const listed = isObject(details) && Array.isArray(details['categories']) ? textOf(details['categories'][0]) : ''
  const category = listed || (/safety_violations=\[([^\],]+)/.exec(message)?.[1] ?? '')
  return writeCategory(category)
}

/** A category in the words of this server, as in `sexual_minors`; undefined for what is no word. */
export function writeCategory(category: string): string | undefined {
  const word = category
    .trim()
    .toLowerCase()
    .replace(/[/ -]+/g, '_')
  return /^[a-z][a-z_]{0,39}$/.test(word) ? word : undefined
}

function describeDetail(entry: unknown): string {
  return isObject(entry) ? textOf(entry['msg']) : textOf(entry)
}

/** Tells whether a parsed value has fields. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A field as text; empty when it is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
