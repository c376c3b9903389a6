const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Tells whether `text` is a uuid as the server writes it. An id from a path that is none of them names nothing: 404. */
export function isUuid(text: string): boolean {
  return uuidPattern.test(text)
}
