/** Tells whether a name is that of a folder of pictures, as in `site/id`. */
export function isBlobFolder(folder: string): boolean {
  return folderPattern.test(folder)
}

/** Folder names come from the database, too; none of them may lead out of the store.
 *  @throws TypeError for anything else. */
export function checkBlobFolder(folder: string): string {
  if (!isBlobFolder(folder)) throw new TypeError(`"${folder}" is not a folder of pictures`)
  return folder
}

const folderPattern = /^(?:\.incoming|\.previews|[a-z0-9][a-z0-9-]*)\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
