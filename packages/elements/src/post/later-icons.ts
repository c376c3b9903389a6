import { draw } from './icons.js'

/** The drawings that no first post wears, in the manner of `icons`. */
export const laterIcons = {
  clock: draw('M12 7.5V12l3 2m5.5-2a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0Z'),
  close: draw('M6 6l12 12M18 6 6 18'),
} as const
