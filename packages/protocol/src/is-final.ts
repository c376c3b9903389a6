import type { GenerationStatus } from './generation.js'

/** Tells whether a generation can still change. */
export function isFinal(status: GenerationStatus): boolean {
  return status !== 'queued' && status !== 'running'
}
