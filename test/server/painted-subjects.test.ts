import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { rgbToLab } from '../../packages/server/dist/generators/painted/colour/oklch.js'
import { altTextOf } from '../../packages/server/dist/generators/painted/alt-text.js'
import { paintOnce, type Picture } from '../../packages/server/dist/generators/painted/paint-once.js'
import { planScene } from '../../packages/server/dist/generators/painted/plan.js'
import { readRecipe } from '../../packages/server/dist/generators/painted/recipe.js'
import { readPrompt } from '../../packages/server/dist/generators/painted/words/read-prompt.js'

const table = [
  ['fox', 'a red fox in the snow', 'ein roter Fuchs im Schnee'],
  ['dog', 'a dog on a beach', 'ein Hund am Strand'],
  ['wolf', 'a wolf in the mountains', 'ein Wolf in den Bergen'],
  ['horse', 'a horse in a field', 'ein Pferd auf einem Feld'],
  ['deer', 'a deer in a misty forest', 'ein Hirsch im nebligen Wald'],
  ['rabbit', 'a rabbit in the garden', 'ein Hase im Garten'],
  ['owl', 'an owl at night', 'eine Eule bei Nacht'],
  ['butterfly', 'a blue butterfly', 'ein blauer Schmetterling'],
  ['dragon', 'a dragon over a castle', 'ein Drache über einem Schloss'],
  ['person', 'a girl with an umbrella in the rain', 'ein Mädchen mit Regenschirm im Regen'],
  ['astronaut', 'an astronaut on the moon', 'ein Astronaut auf dem Mond'],
  ['robot', 'a robot in a garden', 'ein Roboter in einem Garten'],
  ['train', 'a train on a bridge', 'ein Zug auf einer Brücke'],
  ['car', 'an old car in the desert', 'ein altes Auto in der Wüste'],
  ['bicycle', 'a bicycle', 'ein Fahrrad'],
  ['rocket', 'a rocket over the sea', 'eine Rakete über dem Meer'],
  ['cup', 'a cup of coffee', 'eine Tasse Kaffee'],
  ['mushroom', 'a mushroom house', 'ein Pilzhaus'],
  ['bear', 'a brown bear in the forest', 'ein brauner Bär im Wald'],
  ['cow', 'a cow in a meadow', 'eine Kuh auf einer Wiese'],
  ['sheep', 'sheep in a meadow by the day', 'Schafe auf einer Wiese am Tag'],
] as const

/** The share of pixels that differ visibly. */
function changed(first: Picture, second: Picture): number {
  let count = 0
  for (let offset = 0; offset < first.rgb.length; offset += 3) {
    const a = rgbToLab(first.rgb[offset]!, first.rgb[offset + 1]!, first.rgb[offset + 2]!)
    const b = rgbToLab(second.rgb[offset]!, second.rgb[offset + 1]!, second.rgb[offset + 2]!)
    if (Math.hypot(a.l - b.l, a.a - b.a, a.b - b.b) > 0.06) count++
  }
  return count / (first.rgb.length / 3)
}

/** The spread of light and dark, 0 to 128. */
function deviation({ rgb }: Picture): number {
  const values = Array.from({ length: rgb.length / 3 }, (_unused, pixel) => {
    return rgb[pixel * 3]! * 0.299 + rgb[pixel * 3 + 1]! * 0.587 + rgb[pixel * 3 + 2]! * 0.114
  })
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}

describe('a subject', () => {
  for (const [kind, english, german] of table) {
    it(`is understood in both languages: ${kind}`, () => {
      const [first, second] = [readPrompt(english), readPrompt(german)]

      assert.equal(first.subjects[0]?.kind, kind)
      assert.equal(first.language, 'en')
      assert.equal(second.language, 'de')
      assert.deepEqual({ ...second, language: 'en' }, first)
      assert.deepEqual(first.unknown, [])
    })

    it(`is to be seen in its picture: ${kind}`, () => {
      const plan = planScene(english, 3)
      const paint = (subjects: typeof plan.subjects) =>
        paintOnce('', { widthPx: 192, heightPx: 192, parent: { ...plan, subjects, weather: [] } }).picture
      const shown = paint(plan.subjects)

      const share = changed(shown, paint(plan.subjects.filter((subject) => subject.kind !== kind)))
      assert.ok(share > 0.015, `${share} of the picture`)
      assert.ok(deviation(shown) > 18 && deviation(shown) < 80, `deviation ${deviation(shown)}`)
    })

    it(`survives the database: ${kind}`, () => {
      const plan = planScene(german, 2)

      assert.deepEqual(readRecipe(JSON.parse(JSON.stringify(plan))), plan)
    })
  }

  it('still paints recipes from before it was known', () => {
    const { subjects, setting, details } = readRecipe({ ...planScene('a boat', 1), details: ['sail'] }) ?? {}

    assert.deepEqual(
      { subjects, setting, details },
      { subjects: [{ kind: 'boat' }], setting: 'sea', details: ['sail'] },
    )
  })

  for (const [prompt, alt] of [
    ['a red fox in the snow', 'A red fox in a forest in snow'],
    ['ein Hund am Strand bei Nacht', 'Ein Hund am Strand bei Nacht'],
    ['an astronaut on the moon', 'An astronaut on the moon'],
    ['ein Zug auf einer Brücke am Tag', 'Ein Dampfzug auf einer Brücke über einen Fluss'],
    ['a girl with a red umbrella in the rain', 'A person with a red umbrella in a city street in rain'],
    ['a mushroom house in the forest by day', 'A mushroom house in a forest'],
    ['Wasserfall am Abend', 'Ein Wasserfall zwischen Felsen im goldenen Abendlicht'],
    ['Kakteen in der Wüste am Tag', 'Kakteen in der Wüste'],
    ['a boat on a lake by day', 'A boat on a mountain lake'],
    ['koi pond', 'Fish in a pond with water lilies'],
    ['a blue dragon over the sea by day', 'A blue dragon above the sea'],
  ] as const) {
    it(`is spoken of as "${alt}"`, () => {
      assert.equal(altTextOf(planScene(prompt, 1)), alt)
    })
  }
})
