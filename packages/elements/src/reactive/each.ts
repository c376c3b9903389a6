import { noChange } from 'lit'
import { insertPart, removePart, setChildPartValue, setCommittedValue } from 'lit/directive-helpers.js'
import { Directive, directive } from 'lit/directive.js'
import type { ChildPart } from 'lit/directive.js'

type Key = string | number
type Facts = readonly unknown[] | false | undefined

interface Drawn {
  readonly part: ChildPart
  readonly facts: Facts
}

class Each extends Directive {
  /** In the order of the page. */
  #drawn = new Map<Key, Drawn>()

  render(
    _items: readonly unknown[],
    _keyOf: (item: never) => Key,
    _draw: (item: never, index: number) => unknown,
    _factsOf?: (item: never) => Facts,
  ) {
    return noChange
  }

  override update(whole: ChildPart, [items, keyOf, draw, factsOf]: Parameters<this['render']>): unknown {
    const before = this.#drawn
    const keys = items.map((item) => keyOf(item as never))
    for (const [key, { part }] of before) {
      if (keys.includes(key)) continue
      removePart(part)
      // Lit leaves this mark behind.
      ;(part.endNode as ChildNode | null)?.remove()
      before.delete(key)
    }
    this.#drawn = new Map()
    for (const [index, key] of keys.entries()) {
      const item = items[index] as never
      const known = before.get(key)
      const facts = factsOf?.(item)
      before.delete(key)
      // Stands before the first of those that come later; one that does so already is not touched.
      const part = insertPart(whole, before.values().next().value?.part, known?.part)
      if (!isSame(known?.facts, facts)) setChildPartValue(part, draw(item, index))
      this.#drawn.set(key, { part, facts })
    }
    setCommittedValue(
      whole,
      [...this.#drawn.values()].map(({ part }) => part),
    )
    return noChange
  }
}

function isSame(before: Facts, now: Facts): boolean {
  return Boolean(before && now && now.every((fact, index) => fact === before[index]))
}

/** Draws something for each item. What was drawn for a key stays with it: items that come and go leave the others where
 *  they are, with their focus and their pictures. Keys must differ. A third of Lit's `repeat`, which moves least also
 *  where many change places; posts seldom do.
 *  @param factsOf all that the drawing of an item depends on: where nothing of it has changed, the item is not drawn
 *  again. One without facts always is. */
export const each = directive(Each) as <Item>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
  draw: (item: Item, index: number) => unknown,
  factsOf?: (item: Item) => Facts,
) => unknown
