import type { Generator } from './generator.js'
import { createPaintedGenerator } from './painted-generator.js'

/** Makes the generator of this server. `painted` works everywhere without a key. */
export function createGenerator(): Generator {
  return createPaintedGenerator()
}
