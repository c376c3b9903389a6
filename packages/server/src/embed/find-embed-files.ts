import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { readEmbedFiles } from './embed-routes.js'
import type { EmbedFiles } from './embed-routes.js'

/** Finds the browser build in @ai-feed/elements, which the server never imports. */
export async function findEmbedFiles(): Promise<EmbedFiles | undefined> {
  const folder = findPackage()
  if (folder === undefined) return undefined
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  return readEmbedFiles(join(folder, 'cdn'), manifest.version)
}

function findPackage(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('@ai-feed/elements/package.json'))
  } catch {
    // Left out on purpose: /embed is not offered.
    return undefined
  }
}
