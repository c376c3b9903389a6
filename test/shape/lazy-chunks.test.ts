import assert from 'node:assert/strict'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { rollup } from 'rollup'
import browserBuilds, { browserPlugins, handOn } from '../../rollup.config.mjs'

const sources = {
  'entry.js': `
    import { evaluations, raise, tag } from './eager.js'
    globalThis.fixture = { evaluations, raise, tag, first: () => import('./first.js'), second: () => import('./second.js') }`,
  'eager.js': `
    export const evaluations = (globalThis.evaluations = (globalThis.evaluations ?? 0) + 1)
    export let height = 0
    export const raise = () => { height += 1 }
    export const tag = (strings) => strings[0]`,
  'first.js': `
    import { height, raise, tag } from './eager.js'
    import { shared } from './shared.js'
    export const look = () => height
    export const word = tag\`first\`
    export { raise, shared }
    export const second = () => import('./second.js')`,
  'second.js': `
    import { tag } from './eager.js'
    import { shared } from './shared.js'
    export const word = tag\`second\`
    export { shared }`,
  'shared.js': `
    import { evaluations } from './eager.js'
    export const shared = { evaluations }`,
}

describe('browser build', () => {
  let folder: string
  let fixture: any

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-feed-chunks-'))
    await Promise.all(Object.entries(sources).map(([name, code]) => writeFile(join(folder, name), code)))
    await writeFile(join(folder, 'package.json'), '{"type":"module"}')
    const build = await rollup({
      input: { entry: join(folder, 'entry.js') },
      preserveEntrySignatures: false,
      plugins: [handOn()],
    })
    await build.write({ ...browserBuilds[0]!.output, dir: join(folder, 'out'), sourcemap: false } as object)
    const entry = pathToFileURL(join(folder, 'out/entry.js')).href
    await import(`${entry}?v=1`)
    fixture = (globalThis as any).fixture
  })

  after(() => rm(folder, { recursive: true }))

  it('evaluates the entry once when it was loaded by another address', async () => {
    await Promise.all([fixture.first(), fixture.second()])

    assert.equal((globalThis as any).evaluations, 1)
  })

  it('imports no chunk offline before it has it, as some browsers import what failed never again', async (t) => {
    const asked: string[] = []
    t.mock.method(globalThis, 'fetch', async (url: string) => {
      asked.push(url)
      throw new TypeError('offline')
    })
    Object.defineProperty(globalThis.navigator, 'onLine', { value: false, configurable: true })
    t.after(() => Reflect.deleteProperty(globalThis.navigator, 'onLine'))

    await assert.rejects(fixture.second(), /offline/)

    assert.equal(asked.length, 1)
    assert.match(asked[0] ?? '', /^file:.*second/)
  })

  it('runs a lazy chunk once, whoever asks for it', async () => {
    const [first, second] = await Promise.all([fixture.first(), fixture.second()])

    assert.equal(await fixture.first(), first)
    assert.equal(await first.second(), second)
    assert.equal(first.shared, second.shared)
    assert.deepEqual([first.word, second.word], ['first', 'second'])
  })

  it('keeps bindings between chunks live', async () => {
    const first = await fixture.first()
    const before = first.look()

    fixture.raise()

    assert.equal(first.look(), before + 1)
  })

  it('gives a second copy of the entry its own chunks', async () => {
    const original = await fixture.first()

    await import(`${pathToFileURL(join(folder, 'out/entry.js')).href}?v=2`)
    const copy = await (globalThis as any).fixture.first()

    assert.notEqual(copy, original)
    assert.deepEqual([original.shared.evaluations, copy.shared.evaluations], [1, 2])
  })

  it('names the entry in no chunk', async () => {
    const chunks = await readdir(join(folder, 'out/chunks'))
    const codes = await Promise.all(chunks.map((name) => readFile(join(folder, 'out/chunks', name), 'utf8')))

    assert.equal(chunks.length, 3)
    assert.ok(codes.every((code) => !code.includes('entry.js')))
  })

  it('asks in its first line to be compiled as it arrives, minified too', async () => {
    const build = await rollup({
      input: { entry: join(folder, 'entry.js') },
      preserveEntrySignatures: false,
      plugins: [handOn(), ...browserPlugins()],
    })
    const { output } = await build.generate({ ...browserBuilds[0]!.output, sourcemap: false } as object)

    assert.equal(output[0].code.split('\n')[0], '//# allFunctionsCalledOnLoad')
  })

  it('refuses an entry that exports something, because nobody could import it', async () => {
    const build = await rollup({ input: { first: join(folder, 'first.js') }, plugins: [handOn()] })

    await assert.rejects(build.generate({ format: 'cjs' }), /cannot export/)
  })
})
