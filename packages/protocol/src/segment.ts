import * as v from 'valibot'
import { webUrlSchema } from './ids.js'

/** A piece of text. Text is always drawn as text; a link is http or https only. */
export const segmentSchema = v.variant('type', [
  v.object({ type: v.literal('text'), text: v.string() }),
  v.object({ type: v.literal('mention'), text: v.string(), handle: v.string() }),
  v.object({ type: v.literal('tag'), text: v.string(), tag: v.string() }),
  v.object({ type: v.literal('link'), text: v.string(), url: webUrlSchema }),
])
export type Segment = v.InferOutput<typeof segmentSchema>
