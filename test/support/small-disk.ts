import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk of a few megabytes, or why this machine does not let us have one. */
export type SmallDisk = { readonly path: string; unmount(): Promise<void> } | { readonly refusal: string }

/** Mounts a disk in memory. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk> {
  const path = await mkdtemp(join(tmpdir(), 'ai-feed-small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'pipe' })
  } catch (error) {
    await rm(path, { recursive: true })
    return { refusal: `mount is not allowed here: ${String(error)}` }
  }
  return {
    path,
    async unmount() {
      // Whoever still works there sees it go when they are done.
      execFileSync('umount', ['--lazy', path])
      await rm(path, { recursive: true })
    },
  }
}
