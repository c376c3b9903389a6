import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { rgbToLab } from '../../packages/server/dist/generators/painted/colour/oklch.js'
import { paintOnce, type PaintOptions, type Picture } from '../../packages/server/dist/generators/painted/paint-once.js'

const size = { widthPx: 256, heightPx: 256 }

function paint(prompt: string, options: PaintOptions = {}): Picture {
  return paintOnce(prompt, { ...size, ...options }).picture
}

/** Mean distance in OKLab, pixel by pixel. */
function distance(first: Picture, second: Picture): number {
  let sum = 0
  const count = first.rgb.length / 3
  for (let offset = 0; offset < first.rgb.length; offset += 3) {
    const a = rgbToLab(first.rgb[offset]!, first.rgb[offset + 1]!, first.rgb[offset + 2]!)
    const b = rgbToLab(second.rgb[offset]!, second.rgb[offset + 1]!, second.rgb[offset + 2]!)
    sum += Math.hypot(a.l - b.l, a.a - b.a, a.b - b.b)
  }
  return sum / count
}

/** Mean, deviation and entropy (bits) of the luminance. */
function statistics({ rgb }: Picture): { mean: number; deviation: number; entropy: number } {
  const histogram = Array.from({ length: 256 }, () => 0)
  let sum = 0
  let squares = 0
  const count = rgb.length / 3
  for (let offset = 0; offset < rgb.length; offset += 3) {
    const value = rgb[offset]! * 0.299 + rgb[offset + 1]! * 0.587 + rgb[offset + 2]! * 0.114
    sum += value
    squares += value * value
    histogram[Math.round(value)]!++
  }
  const mean = sum / count
  const entropy = histogram.reduce(
    (bits, hits) => (hits === 0 ? bits : bits - (hits / count) * Math.log2(hits / count)),
    0,
  )
  return { mean, deviation: Math.sqrt(squares / count - mean * mean), entropy }
}

/** The mean chroma vector of a picture as a hue in degrees. */
function hueOf({ rgb }: Picture): number {
  let [a, b] = [0, 0]
  for (let offset = 0; offset < rgb.length; offset += 3) {
    const lab = rgbToLab(rgb[offset]!, rgb[offset + 1]!, rgb[offset + 2]!)
    a += lab.a
    b += lab.b
  }
  return ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360
}

describe('a painted picture', () => {
  it('is the same to the last byte for the same prompt, seed and size', () => {
    const first = paint('A lighthouse, storm at dusk', { seed: 7 })
    const second = paint('A lighthouse, storm at dusk', { seed: 7 })

    assert.deepEqual(first.rgb, second.rgb)
  })

  it('is another one for another seed', () => {
    assert.ok(distance(paint('a house on a hill', { seed: 1 }), paint('a house on a hill', { seed: 2 })) > 0.02)
  })

  for (const [before, after] of [
    ['a boat on the sea by day', 'a castle in the mountains by day'],
    ['a house in a meadow by day', 'a tree in a meadow by day'],
    ['mountains at dawn', 'mountains at night'],
    ['a city by day', 'a city at dusk'],
    ['a forest in summer', 'a forest in winter'],
    ['a boat on the sea by day', 'a boat on the sea by day, woodblock print'],
    ['a boat on the sea by day', 'a boat on the sea by day, stained glass'],
    ['a boat on the sea by day', 'a boat on the sea by day, ink drawing'],
  ] as const) {
    it(`differs visibly between "${before}" and "${after}"`, () => {
      assert.ok(distance(paint(before), paint(after)) > 0.03)
    })
  }

  for (const place of ['mountains', 'sea', 'city', 'meadow', 'desert', 'river', 'forest']) {
    it(`is dark at night and light by day: ${place}`, () => {
      assert.ok(statistics(paint(`${place} at night`)).mean < 80)
      assert.ok(statistics(paint(`${place} by day`)).mean > 110)
    })
  }

  for (const [name, hue] of [
    ['red', 28],
    ['green', 142],
    ['blue', 252],
    ['purple', 305],
  ] as const) {
    it(`moves towards ${name} when the prompt says so`, () => {
      const away = Math.abs(((hueOf(paint(`${name} mountains`)) - hue + 540) % 360) - 180)

      assert.ok(away < 40, `${away} degrees away`)
    })
  }

  for (const [widthPx, heightPx] of [
    [384, 256],
    [256, 384],
  ] as const) {
    it(`fills ${widthPx} by ${heightPx}`, () => {
      const { rgb } = paint('a lighthouse at dusk', { widthPx, heightPx })

      assert.equal(rgb.length, widthPx * heightPx * 3)
    })
  }

  it('comes in stages that draw nearer to the final picture', () => {
    for (const style of ['', ', watercolour', ', stained glass', ', pixel art']) {
      const { stages, picture } = paintOnce(`a small house above the sea, golden evening${style}`, size)
      const away = stages.map((stage) => distance(stage, picture))

      assert.equal(stages.length, 3)
      assert.ok(away[0]! > away[1]! && away[1]! > away[2]! && away[2]! > 0, `${style} ${away.join(' ')}`)
    }
  })
})

const board = [
  'Layered mountains at dawn, low sun',
  'A lighthouse, storm at dusk',
  'Katze am Fenster bei Mondlicht',
  'Red poppies in a summer meadow',
  'A lighthouse, storm at dusk, stained glass',
  'Nebliger Birkenwald im Herbst',
  'Tokyo street at night, rain, neon',
  'Stillleben mit Pfingstrosen und Zitronen',
  'Sailing boat on blue waves, woodblock print',
  'Whale under the sea',
  'Snowy lake in the mountains, paper-cut',
  'Cherry tree in spring, watercolour',
  'Desert dunes at sunset',
  'Harbour lighthouse, pixel art, golden evening',
  'quantum marmalade serenade',
  'A small house on a hill above the sea, golden evening',
  'Saturn in space',
  'northern lights over pine trees',
  'stone bridge over a river in autumn',
  'hot air balloon at dawn',
  'a castle, ink drawing',
  'two fish in a coral reef',
  'Ein roter Vogel im Winter',
  '',
]

describe('the board of prompts', () => {
  for (const prompt of board) {
    it(`is neither blank nor noise: "${prompt}"`, () => {
      const { deviation, entropy } = statistics(paint(prompt))

      assert.ok(deviation > 18 && deviation < 80, `deviation ${deviation}`)
      assert.ok(entropy > 5.5 && entropy < 7.8, `entropy ${entropy}`)
    })
  }
})
