import { noChange } from 'lit'
import { Directive, directive } from 'lit/directive.js'
import type { ElementPart } from 'lit/directive.js'

class SetStyle extends Directive {
  render(_values: Readonly<Record<string, string | number>>): unknown {
    return noChange
  }

  override update({ element }: ElementPart, [values]: Parameters<this['render']>): unknown {
    const { style } = element as HTMLElement
    for (const [property, value] of Object.entries(values)) style.setProperty(property, `${value}`)
    return noChange
  }
}

/** Sets properties in the style of the element that it stands on. Not by a `style` attribute: strict CSPs refuse those. */
export const setStyle: (values: Readonly<Record<string, string | number>>) => unknown = directive(SetStyle)
