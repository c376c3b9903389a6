import { createLineWriter } from './line-writer.js'
import type { WriteLine } from './line-writer.js'

/** Structured facts of one log record. Never tokens, prompts, keys, e-mail addresses or image bytes. */
export type LogFields = Readonly<Record<string, unknown>>

/** Writes single-line JSON records. */
export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
  /** A log whose every record also carries `fields`. */
  child(fields: LogFields): Log
}

export interface LogOptions {
  /** Takes one finished line; default: standard output. Warnings and errors are urgent. */
  readonly write?: WriteLine
  readonly clock?: () => number
}

/** Creates a log. Errors among the fields become their name, message, code and stack; unserialisable values are named, not thrown. */
export function createLog(options: LogOptions = {}): Log {
  const { write = writeToStdout, clock = Date.now } = options
  const withFields = (fixed: LogFields): Log => {
    const record = (level: string, event: string, fields: LogFields | undefined): void => {
      const line = toLine({ time: new Date(clock()).toISOString(), level, event, ...fixed, ...fields })
      write(`${line}\n`, { isUrgent: level !== 'info' })
    }
    return {
      info: (event, fields) => record('info', event, fields),
      warn: (event, fields) => record('warn', event, fields),
      error: (event, fields) => record('error', event, fields),
      child: (fields) => withFields({ ...fixed, ...fields }),
    }
  }
  return withFields({})
}

const writeToStdout = createLineWriter((lines) => void process.stdout.write(lines))

function toLine(record: LogFields): string {
  try {
    return JSON.stringify(record, replaceValue)
  } catch (error) {
    return JSON.stringify({ time: record['time'], level: 'error', event: 'log.unserialisable', reason: String(error) })
  }
}

function replaceValue(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  return value instanceof Error ? describeError(value, 4) : value
}

/** Depth ends the chain of causes, which may be a circle. */
function describeError(error: Error, depth: number): LogFields {
  const code = 'code' in error ? error.code : undefined
  return {
    name: error.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    stack: error.stack
      ?.split('\n')
      .slice(1, 9)
      .map((line) => line.trim()),
    ...(error.cause instanceof Error && depth > 0 && { cause: describeError(error.cause, depth - 1) }),
  }
}
