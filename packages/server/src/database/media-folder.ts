import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '../config-error.js'
import type { MediaMark } from './media-mark.js'

/** The file in a media folder that remembers what was erased, for a database that is restored beside it. */
export const erasureLogName = '.ai-feed-erasures'

/** Makes the mark of a folder of pictures: a file in it. Writing it makes the folder. */
export function createFolderMark(folder: string): MediaMark {
  const path = join(folder, '.ai-feed-media')
  return {
    place: `the media folder ${folder}`,
    read: () => readFile(path, 'utf8').catch(() => ''),
    async write(text) {
      await makeFolder(folder)
      await writeDurably(path, text)
    },
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ConfigError(`the media folder ${folder} cannot be made: ${reason}`, { cause })
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}
