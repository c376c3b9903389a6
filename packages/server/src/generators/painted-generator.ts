import { GeneratorError, type Generator, type GeneratorFrame, type GeneratorInput } from './generator.js'
import { hashText } from './painted/canvas/random.js'
import { createWorkerPool, type WorkerPool } from './painted/worker-pool.js'

/** Makes the generator that paints by itself: no model, no network, the same bytes for the same input.
 *  It works in `workers` threads of its own (1 by default), which start with the first picture. */
export function createPaintedGenerator({ workers = 1 }: { readonly workers?: number } = {}): Generator {
  const pool = createWorkerPool(Math.max(1, Math.min(2, workers)))
  return {
    name: 'painted',
    digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia',
    isPaid: false,
    generate: (input) => paintVariants(pool, input),
    close: () => pool.close(),
  }
}

/** The seed of one variant; the first keeps the seed that was asked for. */
export function variantSeed(seed: number, variant: number): number {
  return variant === 0 ? seed : hashText(`variant ${variant}`, seed)
}

async function* paintVariants(pool: WorkerPool, input: GeneratorInput): AsyncGenerator<GeneratorFrame, void> {
  const { prompt, widthPx, heightPx, seed, count, reference, signal } = input
  signal.throwIfAborted()
  const frames: GeneratorFrame[] = []
  const open = new Set<number>(Array.from({ length: count }, (_unused, variant) => variant))
  let failure: Error | undefined
  let wake = () => {}
  const onAbort = () => wake()
  signal.addEventListener('abort', onAbort)
  const cancels = Array.from({ length: count }, (_unused, variant) =>
    pool.start(
      { prompt, widthPx, heightPx, seed: variantSeed(seed, variant), ...(reference ? { reference } : {}) },
      {
        onFrame: (frame) => {
          frames.push({ ...frame, variant })
          wake()
        },
        onEnd: (error) => {
          open.delete(variant)
          failure ??= error
          wake()
        },
      },
    ),
  )
  try {
    while (open.size > 0 || frames.length > 0) {
      signal.throwIfAborted()
      if (failure) throw new GeneratorError('provider_failed', 'painting failed', { cause: failure })
      const frame = frames.shift()
      if (frame) yield frame
      else await new Promise<void>((resolve) => (wake = resolve))
    }
    if (failure) throw new GeneratorError('provider_failed', 'painting failed', { cause: failure })
  } finally {
    // Also reached when the consumer stops early: nobody waits for the rest.
    for (const cancel of cancels) cancel()
    signal.removeEventListener('abort', onAbort)
  }
}
