/** A value of the wire that does not have the shape it must have. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError'
  /** Dotted path to the failing field, empty for the whole value. */
  readonly path: string
  /** What is wrong there; `message` says the path before it. */
  readonly reason: string
  /** True when the only fault is a field that the shape does not know. */
  readonly isUnknownField: boolean
  constructor(path: string, reason: string, isUnknownField = false) {
    super(path === '' ? reason : `${path}: ${reason}`)
    this.path = path
    this.reason = reason
    this.isUnknownField = isUnknownField
  }
}
