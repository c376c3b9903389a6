import type { Style } from '../words/terms.js'
import { paintGouache } from './gouache.js'
import { paintInk } from './ink.js'
import { paintNeon } from './neon.js'
import { paintPaperCut } from './paper-cut.js'
import { paintPixels } from './pixel.js'
import { paintStainedGlass } from './stained-glass.js'
import type { PaintStyle } from './style.js'
import { paintWatercolour } from './watercolour.js'
import { paintWoodblock } from './woodblock.js'

/** The finisher of a style. */
export function styleOf(style: Style): PaintStyle {
  return painters[style]
}

const painters: Readonly<Record<Style, PaintStyle>> = {
  gouache: paintGouache,
  watercolour: paintWatercolour,
  'stained-glass': paintStainedGlass,
  'paper-cut': paintPaperCut,
  woodblock: paintWoodblock,
  pixel: paintPixels,
  ink: paintInk,
  neon: paintNeon,
}
