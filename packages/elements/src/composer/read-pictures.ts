import { canRead } from '../post/local-picture.js'
import { pictureTypes } from './composer-draft.js'

/** Why a file that was chosen is not taken. */
export type FileComplaint = 'type' | 'number' | 'unreadable'

/** The pictures among files that were chosen. */
export interface FoundPictures {
  readonly pictures: readonly Blob[]
  readonly complaint: FileComplaint | undefined
}

/** Finds the pictures among files that were chosen, and why others are none. */
export async function readPictures(files: readonly Blob[]): Promise<FoundPictures> {
  const named = files.filter(({ type }) => pictureTypes.includes(type))
  const isReadable = await Promise.all(named.map(canRead))
  const pictures = named.filter((_, index) => isReadable[index])
  if (pictures.length < named.length) return { pictures, complaint: 'unreadable' }
  return { pictures, complaint: named.length < files.length ? 'type' : undefined }
}
