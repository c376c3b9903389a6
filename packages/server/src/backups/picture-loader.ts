import type { PictureStore } from './picture-store.js'

/** Stores the pictures of an archive, folder by folder. */
export interface PictureLoader {
  /** Takes a file. Those of one folder come one after the other. */
  load(folder: string, name: string, bytes: Uint8Array): Promise<void>
  finish(): Promise<void>
  /** Removes what it wrote; what was there before stays. */
  undo(): Promise<void>
}

/** Creates a loader. Pictures never change, so a folder that holds the same already is left as it is. */
export function createPictureLoader(pictures: PictureStore): PictureLoader {
  let current: { folder: string; files: { name: string; bytes: Uint8Array }[] } | undefined
  const written: string[] = []

  async function flush(): Promise<void> {
    if (!current) return
    const { folder, files } = current
    current = undefined
    const isThere = (await pictures.list(folder)).length > 0
    if (isThere && (await holds(folder, files))) return
    if (isThere) await pictures.remove(folder)
    written.push(folder)
    await pictures.write(folder, files)
  }

  async function holds(folder: string, files: readonly { name: string; bytes: Uint8Array }[]): Promise<boolean> {
    for (const { name, bytes } of files) {
      const found = await pictures.read(folder, name)
      if (!found || Buffer.compare(found, bytes) !== 0) return false
    }
    return true
  }

  return {
    async load(folder, name, bytes) {
      if (current?.folder !== folder) {
        await flush()
        current = { folder, files: [] }
      }
      current.files.push({ name, bytes })
    },
    finish: flush,
    async undo() {
      for (const folder of written) await pictures.remove(folder)
    },
  }
}
