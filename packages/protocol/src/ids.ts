import * as v from 'valibot'

/** An opaque id: 1 to 40 characters. Posts, users and generations are uuid v7, media uuid v4; clients must not read them. */
export const idSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(40))

/** A handle as stored: 3 to 30 of `a-z 0-9 _`, without the `@`. */
export const handleSchema = v.pipe(v.string(), v.regex(/^[a-z0-9_]{3,30}$/))

/** An instant in RFC 3339, UTC, with milliseconds. */
export const timeSchema = v.pipe(v.string(), v.isoTimestamp(), v.regex(/\.\d{3}Z$/))

/** An absolute web address. No regular expression of the wire has flags: JSON schema knows none. */
export const webUrlSchema = v.pipe(v.string(), v.regex(/^[Hh][Tt][Tt][Pp][Ss]?:\/\//))

/** An opaque, server-signed position in one feed of one site. */
export const cursorSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(512))

/** What a client may send as `Idempotency-Key`. */
export const IDEMPOTENCY_KEY_PATTERN: RegExp = /^[A-Za-z0-9_-]{1,64}$/
