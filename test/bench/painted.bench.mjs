// CPU time of the painted generator per size and style, beside what sharp needs to encode the same picture as PNG.
import { createRequire } from 'node:module'
import { paintOnce } from '../../packages/server/dist/generators/painted/paint-once.js'

const sharp = createRequire(new URL('../../packages/server/package.json', import.meta.url))('sharp')

const sizes = [
  [1024, 1024],
  [1536, 1024],
  [1024, 1536],
]
const styles = ['gouache', 'watercolour', 'stained glass', 'papercut', 'woodblock', 'pixel art', 'ink', 'neon']
const prompt = 'a lighthouse at dusk, storm'

async function cpuMs(work) {
  const start = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(start)
  return { result, ms: (user + system) / 1000 }
}

// The first picture builds the noise and warms the compiler up: it stands for itself.
const first = await cpuMs(() => paintOnce(prompt))
console.log(['subject', 'size', 'style', 'cpu ms', 'reference: sharp png, cpu ms'].join('\t'))
console.log(['painted, first in process', '1024x1024', 'gouache', first.ms.toFixed(0), ''].join('\t'))
for (const [widthPx, heightPx] of sizes) {
  for (const style of styles) {
    const { result, ms } = await cpuMs(() => paintOnce(`${prompt}, ${style}`, { widthPx, heightPx }))
    const raw = { width: widthPx, height: heightPx, channels: 3 }
    const encoding = await cpuMs(() => sharp(result.picture.rgb, { raw }).png().toBuffer())
    console.log(['painted', `${widthPx}x${heightPx}`, style, ms.toFixed(0), encoding.ms.toFixed(0)].join('\t'))
  }
}
