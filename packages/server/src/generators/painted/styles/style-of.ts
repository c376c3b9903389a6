import type { Style } from '../words/terms.js'
import { paintGouache } from './gouache.js'
import type { PaintStyle } from './style.js'

/** The finisher of a style. */
export function styleOf(style: Style): PaintStyle {
  return painters[style]
}

const painters: Readonly<Record<Style, PaintStyle>> = {
  gouache: paintGouache,
  watercolour: paintGouache,
  'stained-glass': paintGouache,
  'paper-cut': paintGouache,
  woodblock: paintGouache,
  pixel: paintGouache,
  ink: paintGouache,
  neon: paintGouache,
}
