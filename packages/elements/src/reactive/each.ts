import { noChange } from 'lit'
import { insertPart, removePart, setChildPartValue, setCommittedValue } from 'lit/directive-helpers.js'
import { Directive, directive } from 'lit/directive.js'
import type { ChildPart } from 'lit/directive.js'

type Key = string | number

class Each extends Directive {
  /** In the order of the page. */
  #parts = new Map<Key, ChildPart>()

  render(_items: readonly unknown[], _keyOf: (item: never) => Key, _draw: (item: never, index: number) => unknown) {
    return noChange
  }

  override update(whole: ChildPart, [items, keyOf, draw]: Parameters<this['render']>): unknown {
    const before = this.#parts
    const keys = items.map((item) => keyOf(item as never))
    for (const [key, part] of before) {
      if (keys.includes(key)) continue
      removePart(part)
      // Lit leaves this mark behind.
      ;(part.endNode as ChildNode | null)?.remove()
      before.delete(key)
    }
    this.#parts = new Map()
    for (const [index, key] of keys.entries()) {
      const known = before.get(key)
      before.delete(key)
      // Stands before the first of those that come later; one that does so already is not touched.
      const part = insertPart(whole, before.values().next().value, known)
      this.#parts.set(key, setChildPartValue(part, draw(items[index] as never, index)))
    }
    setCommittedValue(whole, [...this.#parts.values()])
    return noChange
  }
}

/** Draws something for each item. What was drawn for a key stays with it: items that come and go leave the others where
 *  they are, with their focus and their pictures. Keys must differ. A third of Lit's `repeat`, which moves least also
 *  where many change places; posts seldom do. */
export const each = directive(Each) as <Item>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
  draw: (item: Item, index: number) => unknown,
) => unknown
