import type { GeneratorFrame } from '../generators/generator.js'
import type { MediaStore, PreparedMedia } from '../media/media-store.js'
import type { ModeratePicture } from '../ports.js'
import { judgeVariant } from './judge-variant.js'

/** A final picture whose files are stored. */
export interface FinishedVariant {
  readonly variant: number
  readonly media: PreparedMedia
  readonly altDraft: string
  readonly recipe: unknown
}

/** Where the frames of one call go. */
export interface FrameSink {
  readonly media: MediaStore
  readonly siteId: string
  /** How many variants were asked for; frames of others are not taken. */
  readonly count: number
  readonly digitalSourceType: string
  readonly moderatePicture: ModeratePicture
  /** Takes a preview that was just stored. */
  readonly onPreview: (preview: { variant: number; index: number; key: string; url: string }) => Promise<void>
}

/** What came of a call. */
export interface CollectedFrames {
  /** The pictures that may be shown, ordered by variant. */
  readonly variants: readonly FinishedVariant[]
  /** Why the last of the others may not, when there are others. */
  readonly refusedFor: string | undefined
}

/** How many previews of one variant are taken; a generator that sends more is not worth the work. */
const previewsPerVariant = 8
const altMaxCharacters = 1_500
const recipeMaxCharacters = 65_536

/** Stores what a generator sends: previews as they come, and the first final picture of each variant, if it is judged to be
 *  one that may be shown. Its bytes are untrusted like any upload. When it fails, files that were stored so far are deleted.
 *  @throws HttpProblem */
export async function collectFrames(frames: AsyncIterable<GeneratorFrame>, sink: FrameSink): Promise<CollectedFrames> {
  const finished = new Map<number, FinishedVariant>()
  const refused = new Map<number, string>()
  try {
    for await (const frame of frames) {
      const isAskedFor = Number.isInteger(frame.variant) && frame.variant >= 0 && frame.variant < sink.count
      if (!isAskedFor || finished.has(frame.variant) || refused.has(frame.variant)) continue
      if (frame.type === 'partial') await storePreview(frame, sink)
      else {
        const outcome = await storeFinal(frame, sink)
        if (typeof outcome === 'string') refused.set(frame.variant, outcome)
        else finished.set(frame.variant, outcome)
      }
    }
    const variants = [...finished.values()].toSorted((a, b) => a.variant - b.variant)
    return { variants, refusedFor: [...refused.values()].at(-1) }
  } catch (error) {
    await Promise.all([...finished.values()].map(({ media }) => media.discard()))
    throw error
  }
}

async function storePreview(frame: GeneratorFrame & { type: 'partial' }, sink: FrameSink): Promise<void> {
  const { variant, index, bytes } = frame
  if (!Number.isInteger(index) || index < 0 || index >= previewsPerVariant) return
  const preview = await sink.media.storePreview(bytes)
  await sink.onPreview({ variant, index, ...preview })
}

/** Gives the category instead when the picture is refused. */
async function storeFinal(
  frame: GeneratorFrame & { type: 'final' },
  sink: FrameSink,
): Promise<FinishedVariant | string> {
  const { siteId, digitalSourceType } = sink
  const { variant, bytes, alt = '', recipe } = frame
  const media = await sink.media.prepareMedia({ siteId, bytes, digitalSourceType, isPatient: true })
  let refusedFor: string | undefined
  try {
    refusedFor = await judgeVariant(sink.moderatePicture, media)
  } catch (error) {
    await media.discard()
    throw error
  }
  if (refusedFor === undefined) return { variant, media, altDraft: cleanAlt(alt), recipe: cleanRecipe(recipe) }
  await media.discard()
  return refusedFor
}

/** What a generator says of its pictures is as untrusted as the pictures: PostgreSQL must be able to store it. */
function cleanAlt(alt: string): string {
  return alt.replaceAll('\0', '').slice(0, altMaxCharacters).toWellFormed()
}

/** A recipe that cannot be stored is left out: a remix then starts from the picture alone. */
function cleanRecipe(recipe: unknown): unknown {
  try {
    const json = JSON.stringify(recipe) ?? ''
    return json.length > recipeMaxCharacters || json.includes('\\u0000') || !json.isWellFormed() ? undefined : recipe
  } catch {
    // A circle or a bigint: no JSON.
    return undefined
  }
}
