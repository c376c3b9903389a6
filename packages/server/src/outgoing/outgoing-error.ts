/** Why an address was not fetched: it is not one that may be (`address_refused`), its answer is none that may be taken
 *  (`too_large`, `too_many_redirects`, `bad_answer`), or none came (`timed_out`, `unreachable`). */
export type OutgoingFault =
  | 'address_refused'
  | 'too_large'
  | 'too_many_redirects'
  | 'bad_answer'
  | 'timed_out'
  | 'unreachable'

/** A fetch of somebody's address that gave nothing. The message names the origin and never the path, which may be a secret. */
export class OutgoingError extends Error {
  readonly fault: OutgoingFault
  constructor(fault: OutgoingFault, message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.name = 'OutgoingError'
    this.fault = fault
  }
}
