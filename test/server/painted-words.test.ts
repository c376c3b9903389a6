import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { altTextOf } from '../../packages/server/dist/generators/painted/alt-text.js'
import { planScene } from '../../packages/server/dist/generators/painted/plan.js'
import { readRecipe } from '../../packages/server/dist/generators/painted/recipe.js'
import { readPrompt } from '../../packages/server/dist/generators/painted/words/read-prompt.js'

describe('reading a prompt', () => {
  for (const [prompt, part] of [
    ['Bergsee im Nebel', { setting: 'mountains', details: ['lake'], weather: ['fog'] }],
    ['Häuser am Meer', { setting: 'sea', subjects: [{ kind: 'house' }] }],
    ['Sonnenuntergang in der Wüste', { setting: 'desert', time: 'golden' }],
    ['red poppies', { subjects: [{ kind: 'flowers', colour: 'red' }] }],
    ['ein schwarzer Kater', { subjects: [{ kind: 'cat', colour: 'black' }] }],
    ['blue mountains', { setting: 'mountains', tint: 'blue' }],
    ['a paper-cut fox in stained glass', { style: 'paper-cut' }],
    ['black and white city', { setting: 'city', moods: ['monochrome'] }],
    ['whale under the sea', { setting: 'underwater', subjects: [{ kind: 'whale' }] }],
    ['stone bridge', { subjects: [{ kind: 'bridge' }] }],
    ['catastrophe', { subjects: [], unknown: ['catastrophe'] }],
    ['a girl with a red umbrella', { subjects: [{ kind: 'person', colour: 'red' }], details: ['umbrella'] }],
    ['koi pond', { setting: 'pond', subjects: [{ kind: 'fish' }] }],
    ['a mother who has a carrot on a stage', { subjects: [{ kind: 'person' }], unknown: ['who'] }],
  ] as const) {
    it(`understands "${prompt}"`, () => {
      assert.partialDeepStrictEqual(readPrompt(prompt), part)
    })
  }

  it('comes to an end with hostile prompts', () => {
    const hostile = [
      'a'.repeat(1_000_000),
      '-'.repeat(500_000),
      'a-'.repeat(500_000),
      '\u0000\ud83d',
      '__proto__ constructor toString',
      'ﷺ'.repeat(50_000),
      '\u0301'.repeat(100_000),
    ]
    for (const prompt of hostile) planScene(prompt, 1)
  })

  it('survives the naughty strings of the corpus', { skip: !process.env.CORPORA_DIR }, async () => {
    const folder = process.env.CORPORA_DIR ?? ''
    for (const name of ['blns.json', 'prompts-hostile.json']) {
      const entries = JSON.parse(await readFile(`${folder}/text/${name}`, 'utf8')) as unknown[]
      for (const entry of entries) altTextOf(planScene(typeof entry === 'string' ? entry : JSON.stringify(entry), 1))
    }
  })
})

describe('planning a scene', () => {
  for (const [english, german] of [
    ['a lighthouse at dusk in rain', 'ein Leuchtturm in der Abenddämmerung im Regen'],
    ['red flowers in a summer meadow', 'rote Blumen auf einer Sommerwiese'],
    ['a cat at the window by moonlight', 'eine Katze am Fenster bei Mondlicht'],
    ['desert dunes at night', 'Wüstendünen bei Nacht'],
    ['a castle in the mountains in winter, watercolour', 'ein Schloss in den Bergen im Winter, Aquarell'],
  ] as const) {
    it(`plans the same for "${english}" and its translation`, () => {
      const first = planScene(english, 5)
      const second = planScene(german, 5)

      assert.equal(first.language, 'en')
      assert.deepEqual({ ...second, language: 'en' }, first)
    })
  }

  it('gives a recipe that survives JSON', () => {
    const plan = planScene('a red boat at dusk', 3)

    assert.deepEqual(readRecipe(JSON.parse(JSON.stringify(plan))), plan)
  })

  for (const damaged of [
    null,
    1,
    [],
    {},
    { version: 2 },
    { ...planScene('boat', 1), setting: 'hell' },
    { ...planScene('boat', 1), horizon: 1e9 },
  ]) {
    it(`refuses a damaged recipe: ${JSON.stringify(damaged).slice(0, 40)}`, () => {
      assert.equal(readRecipe(damaged), undefined)
    })
  }

  it('changes only what a remix names', () => {
    const parent = planScene('desert dunes at sunset', 4)
    const child = planScene('at night, stars', 9, { parent })

    const { time, subjects, brushSeed, ...kept } = child
    assert.equal(time, 'night')
    assert.deepEqual(subjects, [{ kind: 'stars' }])
    assert.notEqual(brushSeed, parent.brushSeed)
    assert.deepEqual({ ...kept, time: parent.time, subjects: parent.subjects, brushSeed: parent.brushSeed }, parent)
  })
})

describe('the alt text', () => {
  for (const [prompt, alt] of [
    ['A lighthouse, rain, at dusk', 'A lighthouse on a rocky shore at dusk in rain'],
    [
      'Ein Leuchtturm im Regen in der Abenddämmerung',
      'Ein Leuchtturm an einer Felsküste in der Abenddämmerung im Regen',
    ],
    ['Katze am Fenster bei Mondlicht', 'Eine Katze am Fenster bei Nacht, darüber der Mond'],
    ['an orange cat in a meadow by day', 'An orange cat in a meadow'],
  ] as const) {
    it(`says "${alt}"`, () => {
      assert.equal(altTextOf(planScene(prompt, 1)), alt)
    })
  }
})
