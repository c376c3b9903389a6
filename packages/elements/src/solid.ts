// @ts-expect-error: Solid is where this file is imported, not here.
import type { JSX } from 'solid-js'
import type { TagEvent, TagEvents, TagProps, Tags } from './tags.js'

/** Makes the tags known to Solid's JSX, with their properties and, as `on:ai-feed-loaded`, their events. Types alone:
 *  `import type {} from '@ai-feed/elements/solid'` once in an app. */
export type SolidTags = { [Tag in keyof Tags]: SolidTag<Tag> }

type SolidTag<Tag extends keyof Tags> = Omit<JSX.HTMLAttributes<Tags[Tag]>, keyof TagProps[Tag]> &
  TagProps[Tag] & {
    [Name in keyof TagEvents[Tag] & string as `on:${Name}`]?: ((event: TagEvent<Tag, Name>) => void) | undefined
  }

// @ts-expect-error: as above.
declare module 'solid-js' {
  // oxlint-disable-next-line typescript/no-namespace -- JSX asks for it by this name
  namespace JSX {
    interface IntrinsicElements extends SolidTags {}
  }
}
