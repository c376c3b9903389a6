/** A stream of numbers that depends on its seed alone. */
export interface Random {
  /** The next number, 0 inclusive to 1 exclusive. */
  next(): number
  /** A number between `low` and `high`. */
  between(low: number, high: number): number
  /** A whole number from 0 to `count` exclusive. */
  below(count: number): number
  /** One of the values. */
  pick<T>(values: readonly [T, ...T[]]): T
  /** True in `share` of all cases. */
  chance(share: number): boolean
}

/** Makes a stream of numbers in pure integer arithmetic (mulberry32), the same on every platform. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (count: number) => Math.floor(next() * count)
  return {
    next,
    below,
    between: (low, high) => low + (high - low) * next(),
    pick: (values) => values[below(values.length)] ?? values[0],
    chance: (share) => next() < share,
  }
}

/** Hashes a text to 32 bits (FNV-1a with a final mix). The seed makes independent families. */
export function hashText(text: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ seed
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return mixBits(hash)
}

/** Hashes a point of an integer grid to 32 bits. */
export function hashCell(x: number, y: number, seed: number): number {
  return mixBits(Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1))
}

function mixBits(value: number): number {
  let mixed = value ^ (value >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
