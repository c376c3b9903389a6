import { setTimeout as delay } from 'node:timers/promises'
import type { Generator, GeneratorFrame, GeneratorInput } from '../../packages/server/dist/generators/generator.js'
import { gradient } from './pictures.ts'

/** A generator that does what a test says, and remembers what it was asked. */
export interface ScriptedGenerator extends Generator {
  readonly calls: GeneratorInput[]
  /** Holds every call at its `gate` frame until `open`. */
  open(): void
}

/** What a script may do in a call. */
export interface ScriptTools {
  /** A real PNG of the asked size, or another one. */
  picture(width?: number, height?: number): Promise<Uint8Array>
  /** Resolves when the test opens the gate; rejects on abort. */
  gate(): Promise<void>
}

type Script = (input: GeneratorInput, tools: ScriptTools) => AsyncIterable<GeneratorFrame>

/** Makes a generator from a script; without one it sends two partial pictures and the final one of each variant. */
export function createScriptedGenerator(
  script: Script = drawAll,
  facts: Partial<Pick<Generator, 'digitalSourceType' | 'isPaid' | 'model'>> = {},
): ScriptedGenerator {
  const calls: GeneratorInput[] = []
  const opened = Promise.withResolvers<void>()
  return {
    name: 'scripted',
    digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia',
    isPaid: false,
    ...facts,
    calls,
    open: opened.resolve,
    generate(input) {
      calls.push(input)
      return script(input, {
        picture: async (width = input.widthPx, height = input.heightPx) =>
          gradient(width, height).png({ compressionLevel: 1 }).toBuffer(),
        gate: () => Promise.race([opened.promise, untilAbort(input.signal)]),
      })
    },
    close: async () => opened.resolve(),
  }
}

async function* drawAll(input: GeneratorInput, { picture }: ScriptTools): AsyncGenerator<GeneratorFrame> {
  for (let variant = 0; variant < input.count; variant += 1) {
    for (const index of [0, 1]) yield { type: 'partial', variant, index, bytes: await picture(256, 256) }
    yield {
      type: 'final',
      variant,
      bytes: await picture(),
      alt: `A drawing of ${input.prompt}`,
      recipe: { prompt: input.prompt, seed: input.seed },
    }
  }
}

/** Sends a preview, waits at the gate, then draws. */
export async function* drawBehindGate(_input: GeneratorInput, tools: ScriptTools): AsyncGenerator<GeneratorFrame> {
  yield { type: 'partial', variant: 0, index: 0, bytes: await tools.picture(256, 256) }
  await tools.gate()
  yield { type: 'final', variant: 0, bytes: await tools.picture(256, 256), alt: 'drawn behind the gate' }
}

async function untilAbort(signal: AbortSignal): Promise<void> {
  await delay(2 ** 31 - 1, undefined, { signal, ref: false }).catch(() => {
    throw signal.reason
  })
}
