import { noChange } from 'lit'
import { Directive, directive } from 'lit/directive.js'
import type { ElementPart } from 'lit/directive.js'

class SetBlockSize extends Directive {
  render(_px: number): unknown {
    return noChange
  }

  override update(part: ElementPart, [px]: [number]): unknown {
    ;(part.element as HTMLElement).style.setProperty('block-size', `${Math.round(px)}px`)
    return noChange
  }
}

/** Gives an element a height. Not by a `style` attribute: strict CSPs refuse those. */
export const blockSize: (px: number) => unknown = directive(SetBlockSize)

/** How high a post is taken for before it was measured. */
export const guessPx = 560
