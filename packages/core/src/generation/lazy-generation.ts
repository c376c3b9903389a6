import type { CallOptions, GenerateOptions, GenerationEvent, GenerationRequest } from '../feed-client.js'
import type { GenerationPorts } from './generate.js'

/** The two ways to follow a generation. */
export interface GenerationModule {
  generate(
    ports: GenerationPorts,
    request: GenerationRequest,
    options?: GenerateOptions,
  ): AsyncIterable<GenerationEvent>
  resumeGeneration(ports: GenerationPorts, id: string, options?: CallOptions): AsyncIterable<GenerationEvent>
}

/** Gives the iterables of a module that is loaded when the first of them is iterated. */
export function createLazyGeneration(
  load: () => Promise<GenerationModule>,
  ports: GenerationPorts,
): {
  generate(request: GenerationRequest, options?: GenerateOptions): AsyncIterable<GenerationEvent>
  resumeGeneration(id: string, options?: CallOptions): AsyncIterable<GenerationEvent>
} {
  return {
    async *generate(request, options) {
      yield* (await load()).generate(ports, request, options)
    },
    async *resumeGeneration(id, options) {
      yield* (await load()).resumeGeneration(ports, id, options)
    },
  }
}
