import type { Subject } from './words/terms.js'

const walkers: ReadonlySet<Subject> = new Set([
  'fox',
  'dog',
  'wolf',
  'horse',
  'deer',
  'rabbit',
  'person',
  'astronaut',
  'robot',
  'train',
  'car',
  'bicycle',
  'mushroom',
  'bear',
  'sheep',
  'cow',
])

const flyers: ReadonlySet<Subject> = new Set(['balloon', 'bird', 'owl', 'butterfly', 'dragon', 'rocket'])

/** Says whether a subject walks, rolls or grows low, and so needs near, level ground. */
export function needsNearGround(kind: Subject): boolean {
  return walkers.has(kind)
}

/** Says whether a subject finds its own place above what stands. */
export function isAirborne(kind: Subject): boolean {
  return flyers.has(kind)
}

/** Says whether a subject is drawn as a part of another one: a mushroom house is one thing. */
export function isPartOf(kind: Subject, all: readonly { readonly kind: Subject }[]): boolean {
  return kind === 'house' && all.some((other) => other.kind === 'mushroom')
}
