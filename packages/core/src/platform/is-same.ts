/** Tells whether two lists, or two objects that are written the same way, hold the very same values. */
export function isSame(one: object, other: object): boolean {
  const values = Object.values(one)
  const others = Object.values(other)
  return values.length === others.length && values.every((value, index) => value === others[index])
}
