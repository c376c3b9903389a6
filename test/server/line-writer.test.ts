import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { createLineWriter } from '../../packages/server/dist/line-writer.js'

describe('line writer', () => {
  it('writes lines together, in their order', async () => {
    const written = Promise.withResolvers<string>()
    const write = createLineWriter(written.resolve)

    write('first\n')
    write('second\n')

    assert.equal(await written.promise, 'first\nsecond\n')
  })

  it('writes an urgent line at once, after those that wait', () => {
    const written: string[] = []
    const write = createLineWriter((lines) => written.push(lines))

    write('first\n')
    write('second\n', { isUrgent: true })

    assert.deepEqual(written, ['first\nsecond\n'])
  })

  it('writes what waits when the process exits', () => {
    const module = import.meta.resolve('../../packages/server/dist/line-writer.js')
    const script = `import { createLineWriter } from '${module}'
      createLineWriter((lines) => process.stdout.write(lines))('last\\n')
      process.exit()`

    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })

    assert.equal(stdout, 'last\n')
  })
})
