import { createImagesApiGenerator } from './images-api-generator.js'
import type { ImagesApiOptions } from './images-api-generator.js'
import type { Generator } from './generator.js'
import { createPaintedGenerator } from './painted-generator.js'

/** Makes the generator of this server: the image server that the operator named, or else `painted`, which works everywhere
 *  without a key. */
export function createGenerator(imagesApi: ImagesApiOptions | undefined): Generator {
  return imagesApi ? createImagesApiGenerator(imagesApi) : createPaintedGenerator()
}
