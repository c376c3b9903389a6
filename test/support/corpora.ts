import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of the open corpora. They are never part of the project. */
export const corpora = process.env['CORPORA_DIR'] ?? new URL('../../../shared/corpora', import.meta.url).pathname

/** What `describe` takes to leave a suite out where its corpus is not there. */
export function unlessHere(path: string): { readonly skip: string | false } {
  return { skip: existsSync(join(corpora, path)) ? false : `no corpora in ${join(corpora, path)}` }
}

/** Reads a list of texts; `{repeat, times}` in it stands for a long one. Empty where the corpus is not there. */
export function readTexts(path: string): string[] {
  if (!existsSync(join(corpora, path))) return []
  const items = JSON.parse(readFileSync(join(corpora, path), 'utf8')) as (string | { repeat: string; times: number })[]
  return items.map((item) => (typeof item === 'string' ? item : item.repeat.repeat(item.times)))
}
