import { HttpProblem } from './http-problem.js'

/** Says in the wire's words what an error means for a client. What is not foreseen is `internal`. */
export function problemOfError(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error
  for (const link of chainOf(error)) {
    const problem = problemOfLink(link, error)
    if (problem) return problem
  }
  return new HttpProblem('internal', error instanceof Error ? error.name : 'thrown value', { cause: error })
}

function problemOfLink(link: Error, cause: unknown): HttpProblem | undefined {
  const code = 'code' in link && typeof link.code === 'string' ? link.code : ''
  if (code === DISK_FULL || code === 'ENOSPC' || code === 'EDQUOT') {
    return new HttpProblem('storage_full', 'no space left', { cause })
  }
  if (code === QUERY_CANCELED || code === DEADLOCK || code === SERIALIZATION_FAILURE || code === LOCK_NOT_AVAILABLE) {
    return new HttpProblem('overloaded', `database gave up a statement (${code})`, { cause, retryAfterSeconds: 2 })
  }
  if (code === NO_TEXT || code === NO_TEXT_IN_JSON) {
    return new HttpProblem('bad_request', `text that cannot be stored (${code})`, { cause })
  }
  if (isConnectionFault(code, link.message)) {
    return new HttpProblem('database_unavailable', `database away (${code || link.message})`, {
      cause,
      retryAfterSeconds: 2,
    })
  }
  return undefined
}

// PostgreSQL's appendix A, error codes.
const DISK_FULL = '53100'
const QUERY_CANCELED = '57014'
const DEADLOCK = '40P01'
const SERIALIZATION_FAILURE = '40001'
const LOCK_NOT_AVAILABLE = '55P03'
const NO_TEXT = '22021'
const NO_TEXT_IN_JSON = '22P05'

const awayCodes: ReadonlySet<string> = new Set([
  '53300', // too many connections
  '57P01', // admin shutdown
  '57P02', // crash shutdown
  '57P03', // cannot connect now
  '57P05', // idle session timeout
  '25P03', // idle in transaction session timeout
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
])

function isConnectionFault(code: string, message: string): boolean {
  // pg tells these apart by text alone (client.js, pg-pool index.js).
  return (
    awayCodes.has(code) ||
    code.startsWith('08') ||
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
      message,
    )
  )
}

/** The error and its causes, at most five. An AggregateError (several addresses tried) counts by its first. */
function chainOf(error: unknown): Error[] {
  const chain: Error[] = []
  let link = error
  while (link instanceof Error && chain.length < 5) {
    chain.push(link)
    link = link instanceof AggregateError ? link.errors[0] : link.cause
  }
  return chain
}
