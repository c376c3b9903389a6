import { DecodeError } from './decode-error.js'
import { isPathPart } from './path-part.js'

/** Reads a value that a server sent: gives it back typed, without what it does not know.
 *
 *  A shape is the structure of a schema without its rules about lengths and patterns, which are for whoever writes: a
 *  browser then downloads no validator. The schema stays the source. Its type is the type of the shape, so that a field
 *  missing here does not compile, and a test reads with every shape what its schema takes.
 *  @throws DecodeError naming the first failing path */
export type Shape<T> = (value: unknown) => T

type Fields<T> = {
  readonly [K in keyof T]-?: object extends Pick<T, K> ? Shape<T[K] | undefined> : Shape<T[K]>
}

/** Reads an object. Fields that it does not name are left out. */
export function object<T>(fields: Fields<T>): Shape<T> {
  const entries = Object.entries<Shape<unknown>>(fields)
  return (value) => readFields(asObject(value), entries) as T
}

/** Reads an object with any names. */
export function record<T>(item: Shape<T>): Shape<Record<string, T>> {
  return (value) => {
    const given = asObject(value)
    const entries = Object.keys(given).map((name) => [name, item] as const)
    return readFields(given, entries) as Record<string, T>
  }
}

/** Reads a list of at least so many items. */
export function list<T>(item: Shape<T>, least = 0): Shape<T[]> {
  return (value) => {
    if (!Array.isArray(value) || value.length < least) return fail('no list, or a short one')
    let at = 0
    try {
      return value.map((one, index) => {
        at = index
        return item(one)
      })
    } catch (error) {
      throw below(at, error)
    }
  }
}

/** Reads what may be absent. */
export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value) => (value === undefined ? undefined : shape(value))
}

/** Reads one of these words. */
export function oneOf<const T extends string>(...words: readonly T[]): Shape<T> {
  return (value) => words.find((word) => word === value) ?? fail(`none of ${words.join(', ')}`)
}

/** Reads one of several objects, told apart by the word in their field `key`. `other` reads those with a word from a later
 *  version. */
export function variant<K extends string, T extends { readonly [Key in K]: string }, O>(
  key: K,
  shapes: { readonly [Word in T[K]]: Shape<Extract<T, { readonly [Key in K]: Word }>> },
  other: Shape<O>,
): Shape<T | O> {
  const named = object<Record<K, string>>({ [key]: text } as Fields<Record<K, string>>)
  return (value) => {
    const { [key]: word } = named(value)
    const shape: Shape<T | O> = Object.hasOwn(shapes, word) ? shapes[word as T[K]] : other
    return shape(value)
  }
}

/** Reads text. */
export const text: Shape<string> = (value) => (typeof value === 'string' ? value : fail('no text'))

/** Reads an id or a handle: what can stand in a path. */
export const pathPart: Shape<string> = (value) => (isPathPart(value) ? (value as string) : fail('no id'))

/** Reads an absolute http or https address. */
export const webUrl: Shape<string> = (value) =>
  /^https?:\/\//i.test(text(value)) ? (value as string) : fail('no http or https address')

/** Reads an instant that `Date` understands. */
export const time: Shape<string> = (value) =>
  Number.isNaN(Date.parse(text(value))) ? fail('no time') : (value as string)

/** Reads yes or no. */
export const flag: Shape<boolean> = (value) => (typeof value === 'boolean' ? value : fail('neither true nor false'))

/** Reads a number. */
export const number: Shape<number> = (value) => (typeof value === 'number' ? value : fail('no number'))

/** Reads a whole number of at least `least`. */
export function whole(least: number): Shape<number> {
  return (value) =>
    Number.isInteger(value) && number(value) >= least ? number(value) : fail('no whole number, or a small one')
}

/** Reads anything. */
export const anything: Shape<unknown> = (value) => value

type Given = Readonly<Record<string, unknown>>

function readFields(given: Given, entries: readonly (readonly [string, Shape<unknown>])[]): Record<string, unknown> {
  const read: Record<string, unknown> = {}
  let at = ''
  try {
    for (const [name, shape] of entries) {
      at = name
      // A page may have put something into Object.prototype.
      const field = shape(Object.hasOwn(given, name) ? given[name] : undefined)
      if (field !== undefined) read[name] = field
    }
  } catch (error) {
    throw below(at, error)
  }
  return read
}

function asObject(value: unknown): Given {
  return typeof value === 'object' && value !== null ? (value as Given) : fail('no object')
}

function fail(reason: string): never {
  throw new DecodeError('', reason)
}

function below(key: string | number, error: unknown): unknown {
  if (!(error instanceof DecodeError)) return error
  return new DecodeError(error.path === '' ? `${key}` : `${key}.${error.path}`, error.reason)
}
