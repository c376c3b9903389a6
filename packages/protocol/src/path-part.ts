/** Tells whether a value can be one segment of a path: text that is neither empty nor broken, and not `.` or `..`, which every
 *  URL parser takes for another place. Ids and handles are. */
export function isPathPart(value: unknown): boolean {
  return typeof value === 'string' && !/^\.{0,2}$/.test(value) && value.isWellFormed()
}
