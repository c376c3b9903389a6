/** Reads `1536x1024`; a square when it is something else. */
export function sidesOf(size: string): { width: number; height: number } {
  const [, width, height] = /^(\d{2,5})x(\d{2,5})$/.exec(size) ?? []
  return { width: Number(width ?? 1024), height: Number(height ?? 1024) }
}

/** Names the shape of a size. */
export function shapeOf(size: string): 'square' | 'landscape' | 'portrait' {
  const { width, height } = sidesOf(size)
  if (width === height) return 'square'
  return width > height ? 'landscape' : 'portrait'
}

/** A picture that is less wide for its height leaves room beside it. */
export const besideBelow = 1.25
