import { open, readFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { ErasureStore } from './erasure-store.js'

/** Remembers erasures in a file, which grows by a line for each and is never rewritten; several processes may write it. */
export function createErasureFile(path: string): ErasureStore {
  return {
    place: path,
    readNewest: () => readTail(path),

    /** Begins on a line of its own, whatever was cut before. */
    async append(lines) {
      const isCut = !/(?:^|\n)$/.test(await readTail(path))
      await using file = await open(path, 'a', 0o600)
      await file.appendFile(`${isCut ? '\n' : ''}${lines.join('\n')}\n`)
      await file.sync()
    },

    readAll: async () => (await readFile(path, 'utf8').catch(orNothing)) ?? '',
  }
}

async function readTail(path: string): Promise<string> {
  await using file = await openOrNothing(path)
  if (!file.handle) return ''
  const { size } = await file.handle.stat()
  const from = Math.max(0, size - 4_096)
  const { buffer, bytesRead } = await file.handle.read(Buffer.alloc(4_096), 0, 4_096, from)
  return buffer.toString('utf8', 0, bytesRead)
}

async function openOrNothing(path: string): Promise<{ handle?: FileHandle } & AsyncDisposable> {
  const handle = await open(path, 'r').catch(orNothing)
  return { ...(handle && { handle }), [Symbol.asyncDispose]: async () => handle?.close() }
}

/** No erasure yet, no file; anything else is a failure. */
function orNothing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}
