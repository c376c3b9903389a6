import { draw } from './icons.js'

/** The drawings in the menus of posts, in the manner of `icons`. */
export const menuIcons = {
  quote: draw('M5 6.5h14M5 11h8m-8 4.5h5M16 11.5v8M12.5 16h7'),
  link: draw('m10 14 4-4m-3-2.5 2.3-2.3a3.7 3.7 0 0 1 5.3 5.3L16.3 13m-8.6-2-2.3 2.3a3.7 3.7 0 0 0 5.3 5.3L13 16.3'),
  pen: draw('m4.5 19.5 1-4L15.7 5.3a1.8 1.8 0 0 1 2.5 0l.5.5a1.8 1.8 0 0 1 0 2.5L8.5 18.5Z'),
  follow: draw('M3.5 19.5a6.5 6.5 0 0 1 12.6-2.2M10 12a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4Zm8.5-3.5v6m-3-3h6'),
  unfollow: draw('M3.5 19.5a6.5 6.5 0 0 1 12.6-2.2M10 12a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4Zm5.5-.5h6'),
  mute: draw('M4.5 9.5v5H8l4.5 3.7V5.8L8 9.5Zm11.5.2 4.5 4.6m0-4.6L16 14.3'),
  grid: draw('M4.5 4.5h6.5v8H4.5Zm9.5 0h5.5v4.5H14Zm0 7.5h5.5v7.5H14Zm-9.5 3.5h6.5v4H4.5Z'),
  list: draw('M4.5 5h15v6h-15Zm0 9h15v5.5h-15Z'),
  unmute: draw('M4.5 9.5v5H8l4.5 3.7V5.8L8 9.5Zm11.3-.7a4.5 4.5 0 0 1 0 6.4m2.3-8.7a7.8 7.8 0 0 1 0 11'),
  why: draw(
    'M9.8 9.7a2.3 2.3 0 1 1 3.3 2.1c-.7.4-1.1.9-1.1 1.7m0 3h.01m8.49-4.5a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0Z',
  ),
  block: draw('M6 6l12 12m2.5-6a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0Z'),
  flag: draw('M6 20.5V4.5h11.5l-2.2 4 2.2 4H6'),
  trash: draw('M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7m-7 4v5m3-5v5'),
} as const
