import type { DetailedHTMLProps, HTMLAttributes } from 'react'
import type { TagEvent, TagEvents, TagProps, Tags } from './tags.js'

/** Makes the tags known to the JSX of React 19, with their properties and, as `onai-feed-loaded`, their events. Types alone:
 *  `import type {} from '@ai-feed/elements/react'` once in an app. */
export type ReactTags = { [Tag in keyof Tags]: ReactTag<Tag> }

type ReactTag<Tag extends keyof Tags> = Omit<
  DetailedHTMLProps<HTMLAttributes<Tags[Tag]>, Tags[Tag]>,
  keyof TagProps[Tag]
> &
  TagProps[Tag] & {
    [Name in keyof TagEvents[Tag] & string as `on${Name}`]?: ((event: TagEvent<Tag, Name>) => void) | undefined
  }

declare module 'react' {
  // oxlint-disable-next-line typescript/no-namespace -- JSX asks for it by this name
  namespace JSX {
    interface IntrinsicElements extends ReactTags {}
  }
}
