// @ts-expect-error: Svelte is where this file is imported, not here.
import type { HTMLAttributes } from 'svelte/elements'
import type { TagEvent, TagEvents, TagProps, Tags } from './tags.js'

/** Makes the tags known to Svelte's templates, with their properties and, as `onai-feed-loaded`, their events. Types alone:
 *  `import type {} from '@ai-feed/elements/svelte'` once in an app. */
export type SvelteTags = { [Tag in keyof Tags]: SvelteTag<Tag> }

type SvelteTag<Tag extends keyof Tags> = Omit<HTMLAttributes<Tags[Tag]>, keyof TagProps[Tag]> &
  TagProps[Tag] & {
    [Name in keyof TagEvents[Tag] & string as `on${Name}`]?: ((event: TagEvent<Tag, Name>) => void) | undefined
  }

// @ts-expect-error: as above.
declare module 'svelte/elements' {
  interface SvelteHTMLElements extends SvelteTags {}
}
