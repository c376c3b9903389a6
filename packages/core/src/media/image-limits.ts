import { defaultLimits, limitsSchema, routes } from '@ai-feed/protocol'
import type { Transport } from '../http/transport.js'
import type { ImageLimits } from './shrink-image.js'

/** Asks the server what pictures it takes; without an answer, the wire's defaults count. */
export async function loadImageLimits(transport: Transport): Promise<ImageLimits> {
  try {
    const limits = await transport.json(limitsSchema, { path: routes.limits(), timeoutMs: 5000, authorization: null })
    const numberOf = (name: keyof ImageLimits): number => {
      const value = limits[name]
      return typeof value === 'number' ? value : defaultLimits[name]
    }
    return {
      uploadBytes: numberOf('uploadBytes'),
      uploadPixels: numberOf('uploadPixels'),
      uploadSidePixels: numberOf('uploadSidePixels'),
    }
  } catch {
    return defaultLimits
  }
}
