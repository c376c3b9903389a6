import { draw } from '../post/icons.js'

/** A rectangle with round corners in the middle of a drawing; the lines between its corners are that long. */
const frame = (width: number, height: number): string =>
  `M${12 - width / 2} ${9.5 - height / 2}h${width}a2.5 2.5 0 0 1 2.5 2.5v${height}a2.5 2.5 0 0 1-2.5 2.5h-${width}a2.5 2.5 0 0 1-2.5-2.5v-${height}a2.5 2.5 0 0 1 2.5-2.5Z`

/** The drawings of a composer's tools. */
export const composerIcons = {
  square: draw(frame(9, 9)),
  landscape: draw(frame(13, 6)),
  portrait: draw(frame(6, 13)),
  upload: draw(`${frame(11, 11)}M4.5 16l4.5-4.5 4 4 2.5-2.5 4 4M15.5 8.5h.01`),
  text: draw('M5 7h14M5 12h14M5 17h8'),
} as const
