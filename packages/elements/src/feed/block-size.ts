import { setStyle } from '../reactive/set-style.js'

/** Gives an element a height. */
export const blockSize = (px: number): unknown => setStyle({ 'block-size': `${Math.round(px)}px` })

/** How high a post is taken for before it was measured. */
export const guessPx = 560
