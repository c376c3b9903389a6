/** The longest side that WebP can hold, in pixels. */
export const WEBP_MAX_SIDE = 16_383

/** Computes the height of a picture's source from its width, keeping the picture's proportions. */
export function sourceHeight(picture: { width: number; height: number }, sourceWidth: number): number {
  return Math.min(WEBP_MAX_SIDE, Math.max(1, Math.round((picture.height * sourceWidth) / picture.width)))
}
