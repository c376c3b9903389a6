/** Gives methods of a part of the program before it is loaded: a call loads it first. */
export function lazyMethods<T, const K extends keyof T>(load: () => Promise<T>, names: readonly K[]): Pick<T, K> {
  type AnyMethod = (...values: unknown[]) => Promise<unknown>
  const later = (name: K): AnyMethod => {
    return async (...values) => ((await load())[name] as AnyMethod)(...values)
  }
  return Object.fromEntries(names.map((name) => [name, later(name)])) as unknown as Pick<T, K>
}
