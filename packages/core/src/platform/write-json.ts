/** Writes JSON of what a value has itself: a `toJSON` that the page put into `Object.prototype` or `Array.prototype` runs, and
 *  what it gives is not taken. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key) {
    return this[key]
  })
}
