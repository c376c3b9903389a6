/** Tells whether `If-None-Match` names a tag, compared weakly (RFC 9110 section 8.8.3.2). */
export function matchesETag(condition: string | undefined, etag: string): boolean {
  if (condition === undefined) return false
  const opaque = etag.replace(/^W\//, '')
  return condition.split(',').some((entry) => entry.trim() === '*' || entry.trim().replace(/^W\//, '') === opaque)
}
