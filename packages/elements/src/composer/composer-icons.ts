import { draw } from '../post/icons.js'

/** The drawings of a composer's tools. */
export const composerIcons = {
  square: draw('M7.5 5h9A2.5 2.5 0 0 1 19 7.5v9a2.5 2.5 0 0 1-2.5 2.5h-9A2.5 2.5 0 0 1 5 16.5v-9A2.5 2.5 0 0 1 7.5 5Z'),
  landscape: draw(
    'M5.5 6.5h13A2.5 2.5 0 0 1 21 9v6a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 3 15v-6A2.5 2.5 0 0 1 5.5 6.5Z',
  ),
  portrait: draw(
    'M9 3h6A2.5 2.5 0 0 1 17.5 5.5v13a2.5 2.5 0 0 1-2.5 2.5h-6A2.5 2.5 0 0 1 6.5 18.5v-13A2.5 2.5 0 0 1 9 3Z',
  ),
  upload: draw(
    'M6.5 4h11A2.5 2.5 0 0 1 20 6.5v11a2.5 2.5 0 0 1-2.5 2.5h-11A2.5 2.5 0 0 1 4 17.5v-11A2.5 2.5 0 0 1 6.5 4ZM4.5 16l4.5-4.5 4 4 2.5-2.5 4 4M15.5 8.5h.01',
  ),
  text: draw('M5 7h14M5 12h14M5 17h8'),
} as const
