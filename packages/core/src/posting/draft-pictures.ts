import { isPathPart } from '@ai-feed/protocol'
import type { DraftPicture, PostDraft } from '../submission.js'
import { own } from '../platform/own.js'
import { demandContent } from './late-writes.js'
import { entryTransition, type StoredDraft, type StoredEntry } from './outbox-entry.js'
import type { OutboxStorage } from './outbox-storage.js'
import type { PictureBytes } from './send-post.js'

/** Turns the files of drafts into bytes that can be stored and sent, and back into something to look at. */
export interface DraftPictures {
  /** Makes the files of a draft ready, in order. Files that came from `known` bytes keep them and their key.
   *  @throws FeedError `unreadable_image`; TypeError for a picture that is none */
  prepare(draft: PostDraft, known?: readonly PictureBytes[]): Promise<readonly PictureBytes[]>
  /** Puts another draft in the place of an entry's own; pictures that stay keep their bytes and what was uploaded of them.
   *  @throws FeedError `unreadable_image`; TypeError when the entry is no post, or the draft is nothing */
  replace(entry: StoredEntry, draft: PostDraft, storage: OutboxStorage): Promise<void>
  /** Gives a stored draft its files back. */
  show(draft: StoredDraft, bytes: readonly PictureBytes[]): PostDraft
}

/** Makes the translator. `shrink` makes one file ready to leave the device. */
export function createDraftPictures(
  shrink: (file: Blob) => Promise<{ readonly type: string; readonly bytes: ArrayBuffer }>,
  createKey: () => string,
): DraftPictures {
  const keys = new WeakMap<Blob, string>()

  async function prepare(draft: PostDraft, known: readonly PictureBytes[] = []): Promise<readonly PictureBytes[]> {
    const pictures = ownPictures(draft)
    if (!pictures.every(isPicture)) throw new TypeError('a picture needs a file or the id of media')
    const ready: PictureBytes[] = []
    // One after the other: two large pictures decoded at once can be more memory than a phone has.
    for (const picture of pictures) {
      if (!('file' in picture)) continue
      const before = known.find(({ key }) => key === keys.get(picture.file))
      ready.push(before ?? { key: createKey(), ...(await shrink(picture.file)) })
    }
    return ready
  }

  return {
    prepare,
    async replace(entry, draft, storage) {
      if (entry.intent.kind !== 'post') throw new TypeError(`entry ${entry.id} is no post`)
      demandContent(draft)
      const before = await storage.loadPictures(entry.id)
      const pictures = await prepare(draft, before)
      const mediaIds = pictures.map(
        (picture) => entry.mediaIds[before.findIndex(({ key }) => key === picture.key)] ?? null,
      )
      await storage.save(entryTransition(entry, { type: 'edited', draft: storeDraft(draft), mediaIds }), pictures)
    },
    show(stored, bytes) {
      const { pictures, ...draft } = own(stored)
      if (pictures === undefined) return draft
      return {
        ...draft,
        pictures: pictures.flatMap((given): DraftPicture[] => {
          const picture = own(given)
          if ('mediaId' in picture) return [{ ...picture }]
          const kept = bytes[picture.bytes]
          if (kept === undefined) return []
          const file = new Blob([kept.bytes], { type: kept.type })
          keys.set(file, kept.key)
          return [{ file, alt: picture.alt }]
        }),
      }
    },
  }
}

/** Takes the files out of a draft; each leaves its place among the entry's bytes. */
export function storeDraft(given: PostDraft): StoredDraft {
  const { pictures, ...draft } = own(given)
  if (pictures === undefined) return draft
  let next = 0
  return {
    ...draft,
    pictures: ownPictures({ pictures }).map((picture) => {
      if ('mediaId' in picture) return { mediaId: picture.mediaId, alt: picture.alt }
      next += 1
      return { bytes: next - 1, alt: picture.alt }
    }),
  }
}

function ownPictures(draft: PostDraft): readonly DraftPicture[] {
  return (own(draft).pictures ?? []).map((picture) => own(picture))
}

function isPicture(picture: DraftPicture): boolean {
  return 'file' in picture ? picture.file instanceof Blob : isPathPart(picture.mediaId)
}
