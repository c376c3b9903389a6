import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sources } from './sources.ts'

const declaration =
  /^export (?:declare |abstract |async )*(?:function\*?|const|let|class|interface|type|namespace|enum) (\w+)/

/** Names of the exports of `code` that no comment stands above. A type that is read off the documented schema in the
 *  line before is documented by it, and the options of a function, whose fields speak for themselves, by the function. */
function undocumented(code: string): string[] {
  const lines = code.split('\n')
  const names: string[] = []
  lines.forEach((line, index) => {
    const name = declaration.exec(line)?.[1]
    if (!name || isTakenBelow(name, lines.slice(index + 1))) return
    let above = index - 1
    while (/^(?:@|\/\/ oxlint-disable)/.test(lines[above] ?? '') || isOverload(lines[above], name)) above -= 1
    if (lines[above]?.endsWith('*/')) return
    if (/^export type \w+ = v\.InferOutput<typeof \w+Schema>$/.test(line) && /^(?:\}\)|.*\))$/.test(lines[above] ?? ''))
      return
    names.push(name)
  })
  return names
}

const isTakenBelow = (name: string, lines: readonly string[]): boolean =>
  /(?:Options|Deps)$/.test(name) && lines.some((line) => new RegExp(`\\b${name}\\b`).test(line))

const isOverload = (line: string | undefined, name: string): boolean =>
  line !== undefined && line.startsWith(`export function ${name}(`) && !line.endsWith('{')

describe('exports', () => {
  it('are documented, every one', () => {
    const bare = sources.flatMap(({ path, code }) => undocumented(code).map((name) => `${path}: ${name}`))

    assert.deepEqual(bare, [])
  })

  it('of the protocol that core hands on as types have a comment of their own, which an editor shows', () => {
    const index = sources.find(({ path }) => path === 'packages/core/src/index.ts')!
    const handedOn = /export type \{([^}]*)\} from '@ai-feed\/protocol'/.exec(index.code)?.[1]?.match(/\w+/g) ?? []
    const protocol = sources.filter(({ pkg }) => pkg === 'protocol').map(({ code }) => code)

    const bare = handedOn.filter((name) => !protocol.some((code) => code.includes(`*/\nexport type ${name} =`)))

    assert.ok(handedOn.length > 10)
    assert.deepEqual(bare, [])
  })

  it('are named: no default and no star', () => {
    const faults = sources.filter(({ code }) => /^export (?:default|\*)/m.test(code)).map(({ path }) => path)

    assert.deepEqual(faults, [])
  })

  it('are missed by this test when they should be', () => {
    assert.deepEqual(undocumented('/** A. */\nexport const a = 1\nexport const b = 2\n\nexport class C {}'), ['b', 'C'])
    assert.deepEqual(undocumented('/** A. */\n@tag()\nexport class A {}\nexport type B = string'), ['B'])
  })
})
