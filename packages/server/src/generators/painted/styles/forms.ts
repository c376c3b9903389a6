import type { Surface } from '../canvas/surface.js'

/** Says of each layer whether it is one solid form. Stars and lit windows are not: they lie scattered. */
export function findSolidLayers({ label, layers, widthPx }: Surface): readonly boolean[] {
  const boxes = layers.map(() => ({ area: 0, left: Infinity, right: -1, top: Infinity, bottom: -1 }))
  for (let pixel = 0; pixel < label.length; pixel++) {
    const box = boxes[label[pixel] ?? 0]
    if (!box) continue
    const x = pixel % widthPx
    const y = (pixel - x) / widthPx
    box.area++
    if (x < box.left) box.left = x
    if (x > box.right) box.right = x
    if (y < box.top) box.top = y
    if (y > box.bottom) box.bottom = y
  }
  return boxes.map(({ area, left, right, top, bottom }, index) => {
    const isScattered =
      layers[index]?.role === 'light' || layers[index]?.role === 'plant' || layers[index]?.role === 'water'
    return area > 0 && (!isScattered || area / ((right - left + 1) * (bottom - top + 1)) > 0.32)
  })
}

/** Finds where forms meet: 0 to 1 a pixel, stronger where their colours differ more.
 *  @param full the difference of colours, in steps of 255, that makes an edge of strength 1 */
export function findEdges(surface: Surface, full: number, isSolid?: readonly boolean[]): Float32Array {
  const { label, rgb, widthPx, heightPx } = surface
  const edges = new Float32Array(label.length)
  for (let y = 1; y < heightPx; y++) {
    for (let x = 1; x < widthPx; x++) {
      const pixel = y * widthPx + x
      const own = label[pixel] ?? 0
      for (const other of [pixel - 1, pixel - widthPx]) {
        const next = label[other] ?? 0
        if (next === own || (isSolid && !(isSolid[own] && isSolid[next]))) continue
        const strength = Math.min(1, colourDifference(rgb, pixel * 3, other * 3) / full)
        edges[pixel] = Math.max(edges[pixel] ?? 0, strength)
        edges[other] = Math.max(edges[other] ?? 0, strength)
      }
    }
  }
  return edges
}

function colourDifference(rgb: Float32Array, first: number, second: number): number {
  return (
    (Math.abs((rgb[first] ?? 0) - (rgb[second] ?? 0)) +
      Math.abs((rgb[first + 1] ?? 0) - (rgb[second + 1] ?? 0)) +
      Math.abs((rgb[first + 2] ?? 0) - (rgb[second + 2] ?? 0))) /
    2
  )
}

/** Makes thin edges `radius` pixels thick with soft borders. */
export function thicken(edges: Float32Array, widthPx: number, heightPx: number, radius: number): Float32Array {
  const thick = new Float32Array(edges.length)
  const reach = Math.ceil(radius)
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const strength = edges[y * widthPx + x] ?? 0
      if (strength < 0.05) continue
      for (let dy = -reach; dy <= reach; dy++) {
        const atY = y + dy
        if (atY < 0 || atY >= heightPx) continue
        for (let dx = -reach; dx <= reach; dx++) {
          const atX = x + dx
          if (atX < 0 || atX >= widthPx) continue
          const value = strength * Math.min(1, radius + 0.5 - Math.sqrt(dx * dx + dy * dy))
          const at = atY * widthPx + atX
          if (value > (thick[at] ?? 0)) thick[at] = value
        }
      }
    }
  }
  return thick
}
