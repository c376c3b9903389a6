import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { defaultLimits } from '@ai-feed/protocol'
import { createImages } from '../../packages/server/dist/images/images.js'
import type { RenderedImage } from '../../packages/server/dist/images/images.js'

const folder = join(
  process.env['CORPORA_DIR'] ?? new URL('../../../shared/corpora', import.meta.url).pathname,
  'images',
)
const images = createImages({ ...defaultLimits })

const filesOf = (name: string): string[] => readdirSync(join(folder, name)).toSorted()

/** Renders a file; only the two words for pictures that are no good count as a refusal, anything else is a fault. */
async function judge(name: string, file: string): Promise<RenderedImage | undefined> {
  try {
    return await images.render(readFileSync(join(folder, name, file)))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error
    assert.ok(
      code === 'not_an_image' || code === 'too_many_pixels' || code === 'image_refused',
      `${file}: ${String(code)}`,
    )
    return undefined
  }
}

describe('open corpora of pictures', { skip: existsSync(folder) ? false : `no corpora in ${folder}` }, () => {
  it('of valid files are accepted, every one', async () => {
    const files = filesOf('pngsuite-valid')
    const refused = []
    for (const file of files) if (!(await judge('pngsuite-valid', file))) refused.push(file)

    assert.deepEqual(refused, [])
    assert.ok(files.length >= 161)
  })

  it('of corrupt files are refused, every one', async () => {
    const accepted = []
    for (const file of filesOf('pngsuite-corrupt')) if (await judge('pngsuite-corrupt', file)) accepted.push(file)

    assert.deepEqual(accepted, [])
  })

  for (const name of ['svg-hostile', 'imagetragick']) {
    it(`of ${name} are refused, every one`, async () => {
      const accepted = []
      for (const file of filesOf(name)) if (await judge(name, file)) accepted.push(file)

      assert.deepEqual(accepted, [])
    })
  }

  for (const name of ['libpng-crashers', 'fuzz-gif', 'fuzz-jpeg', 'fuzz-png', 'fuzz-webp']) {
    it(`of ${name} are accepted or refused, and never crash or hang`, async () => {
      for (const file of filesOf(name)) {
        const image = await judge(name, file)
        if (image) assert.ok(image.sources.length > 0)
        if (name === 'fuzz-gif') assert.equal(image, undefined, `${file} was accepted`)
      }
    })
  }
})
