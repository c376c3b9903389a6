// @ts-expect-error: Vue is where this file is imported, not here.
import type { HTMLAttributes } from 'vue'
import type { TagEvent, TagEvents, TagProps, Tags } from './tags.js'

/** Makes the tags known to Vue's templates, with their properties and events. Types alone:
 *  `import type {} from '@ai-feed/elements/vue'` once in an app. */
export type VueTags = { [Tag in keyof Tags]: new () => { $props: VueTag<Tag> } }

type VueTag<Tag extends keyof Tags> = Omit<HTMLAttributes, keyof TagProps[Tag]> &
  TagProps[Tag] & {
    [Name in keyof TagEvents[Tag] & string as `on${Capitalize<Camel<Name>>}`]?:
      | ((event: TagEvent<Tag, Name>) => void)
      | undefined
  }
type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Name

// @ts-expect-error: as above.
declare module 'vue' {
  interface GlobalComponents extends VueTags {}
}
