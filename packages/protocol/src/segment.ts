import * as v from 'valibot'
import { webUrlSchema } from './ids.js'

/** A piece of text. Text is always drawn as text; a link is http or https only. */
export const segmentSchema = v.variant('type', [
  v.object({ type: v.literal('text'), text: v.string() }),
  v.object({ type: v.literal('mention'), text: v.string(), handle: v.string() }),
  v.object({ type: v.literal('tag'), text: v.string(), tag: v.string() }),
  v.object({ type: v.literal('link'), text: v.string(), url: webUrlSchema }),
])
/** A piece of a text, in reading order: what it shows is `text`, for every type. A `mention` also has the `handle` without `@`, a
 *  `tag` its name without `#` in the folded spelling of the feed `tag:{tag}`, a `link` an absolute http or https `url`. Draw `text`
 *  as text, never as HTML. */
export type Segment = v.InferOutput<typeof segmentSchema>
