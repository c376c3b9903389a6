import * as v from 'valibot'
import { idSchema, timeSchema, webUrlSchema } from './ids.js'

const side = v.pipe(v.number(), v.integer(), v.minValue(1))

/** One encoding of a picture: absolute address, MIME type, size in pixels. */
export const sourceSchema = v.object({ url: webUrlSchema, type: v.string(), width: side, height: side })
/** One encoding of a picture: an absolute `url`, its MIME `type`, `width` and `height` in pixels. The address of a picture that not
 *  everybody may see is signed, and good for an hour at most. */
export type Source = v.InferOutput<typeof sourceSchema>

/** Where a picture came from. `ai: none` means a photograph or drawing as uploaded. */
export const provenanceSchema = v.object({
  ai: v.picklist(['generated', 'modified', 'declared', 'none']),
  digitalSourceType: v.optional(webUrlSchema),
  generator: v.optional(v.string()),
  model: v.optional(v.string()),
  prompt: v.optional(v.string()),
  generatedAt: v.optional(timeSchema),
  credentials: v.optional(v.picklist(['trusted', 'valid', 'invalid', 'none'])),
})
/** Where a picture came from. `ai` is the one to show: `generated` here or elsewhere, `modified` by AI, `declared` as such by
 *  its author, or `none` of that. `digitalSourceType` is its address in the IPTC vocabulary
 *  (http://cv.iptc.org/newscodes/digitalsourcetype/). `generator`, `model`, `prompt` and `generatedAt` (RFC 3339, UTC) are there for
 *  pictures that this server made. `credentials` says what the Content Credentials
 *  (C2PA) of the file were worth when it was sent. */
export type Provenance = v.InferOutput<typeof provenanceSchema>

/** A picture. `width` and `height` are those of the upright original; sources run from small to large. */
export const mediaSchema = v.object({
  id: idSchema,
  width: side,
  height: side,
  alt: v.string(),
  thumbhash: v.string(),
  sources: v.pipe(v.array(sourceSchema), v.minLength(1), v.maxLength(6)),
  provenance: provenanceSchema,
})
/** A picture. `width` and `height` in pixels are those of the upright original, for the room that it takes; `alt` says in words
 *  what it shows, and may be empty; `thumbhash` is a blurred preview in base64 (https://evanw.github.io/thumbhash/); the 1 to 6
 *  `sources` run from small to large. */
export type Media = v.InferOutput<typeof mediaSchema>
