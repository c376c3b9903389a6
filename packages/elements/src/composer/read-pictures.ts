import { pictureTypes } from './composer-draft.js'

/** Why a file that was chosen is not taken. */
export type FileComplaint = 'type' | 'number' | 'unreadable'

/** Finds the pictures among files that were chosen, and why others are none.
 *  @param reader what tells whether a file is a picture that can be shown, once it is loaded */
export async function readPictures(
  files: readonly Blob[],
  reader: Promise<(file: Blob) => Promise<boolean>>,
): Promise<{ readonly pictures: readonly Blob[]; readonly complaint: FileComplaint | undefined }> {
  const named = files.filter(({ type }) => pictureTypes.includes(type))
  const canRead = await reader
  const isReadable = await Promise.all(named.map(canRead))
  const pictures = named.filter((_, index) => isReadable[index])
  if (pictures.length < named.length) return { pictures, complaint: 'unreadable' }
  return { pictures, complaint: named.length < files.length ? 'type' : undefined }
}
