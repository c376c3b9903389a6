import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { rollup } from 'rollup'
import type { InputOption, OutputChunk, OutputOptions, Plugin } from 'rollup'
import browserBuilds from '../../rollup.config.mjs'

interface BrowserBuild {
  readonly input: InputOption
  readonly output: OutputOptions
  readonly plugins: readonly Plugin[]
}

/** Chunks by their names. */
let chunks: Map<string, OutputChunk>

/** What a chunk loads: itself, and all that it imports. */
function loadedWith(name: string): Set<string> {
  const loaded = new Set<string>()
  const visit = (chunk: OutputChunk): void => {
    if (loaded.has(chunk.name)) return
    loaded.add(chunk.name)
    for (const file of chunk.imports) visit([...chunks.values()].find(({ fileName }) => fileName === file)!)
  }
  visit(chunks.get(name)!)
  return loaded
}

describe('moments of the browser build', () => {
  before(async () => {
    const { input, output, plugins: all } = browserBuilds[0] as unknown as BrowserBuild
    const plugins = all.filter(({ name }) => name === 'node-resolve')
    const build = await rollup({ input, plugins, onLog: () => undefined })
    const built = await build.generate({ ...output, sourcemap: false })
    const files = built.output.filter((file): file is OutputChunk => file.type === 'chunk')
    chunks = new Map(files.map((chunk) => [chunk.name, chunk]))
  })

  it('loads nothing beside the entry for the first posts', () => {
    assert.deepEqual([...loadedWith('ai-feed')], ['ai-feed'])
  })

  for (const name of ['grid', 'after-first-posts', 'strings-en', 'strings-de', 'strings-ar'])
    it(`loads one chunk for ${name}`, () => {
      assert.deepEqual(
        [...loadedWith(name)].filter((chunk) => chunk !== 'ai-feed'),
        [name],
      )
    })

  for (const [name, least] of [
    ['dialog', []],
    ['account', []],
    ['account-menu', []],
    ['composer', []],
    ['composer-work', ['composer']],
    ['draft-keeper', []],
    ['account-part', []],
    ['storage-part', []],
  ] as const) {
    it(`loads no other moment with the ${name}`, () => {
      const shared = new Set(['ai-feed', 'after-first-posts'])
      const loaded = [...loadedWith(name)].filter((chunk) => !shared.has(chunk))

      assert.deepEqual(loaded.toSorted(), [name, ...least].toSorted())
    })
  }

  it('leaves every file of the composer to a chunk of its own, but the tag and its room', () => {
    const others = [...chunks.values()].filter(({ name }) => !/^(?:composer|draft)/.test(name))
    const found = others.flatMap(({ moduleIds }) => moduleIds.filter((id) => id.includes('/dist/composer/')))

    assert.deepEqual(found.map((id) => id.split('/').at(-1)).toSorted(), ['ai-composer.js', 'held-room.js'])
  })
})
