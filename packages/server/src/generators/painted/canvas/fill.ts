import type { Surface } from './surface.js'

/** A closed outline in units: x0, y0, x1, y1 and so on. */
export type Path = readonly number[]

/** Writes the colour of a point (in units) into `out`. */
export type Paint = (x: number, y: number, out: Float32Array) => void

const colour = new Float32Array(3)
let cover = new Float32Array(0)

/** Fills an outline with exact edge coverage. The layer takes over the pixels that are mostly covered,
 *  unless the paint is a glaze (opacity below one half). */
export function fillPath(surface: Surface, path: Path, paint: Paint, layer: number, opacity = 1): void {
  const box = boundsOf(surface, path)
  if (!box) return
  const columns = box.right - box.left + 2
  const rows = box.bottom - box.top
  if (cover.length < columns * rows) cover = new Float32Array(columns * rows)
  else cover.fill(0, 0, columns * rows)
  for (let index = 0; index < path.length; index += 2) {
    const next = (index + 2) % path.length
    addEdge(
      columns,
      rows,
      (path[index] ?? 0) * surface.unitPx - box.left,
      (path[index + 1] ?? 0) * surface.unitPx - box.top,
      (path[next] ?? 0) * surface.unitPx - box.left,
      (path[next + 1] ?? 0) * surface.unitPx - box.top,
    )
  }
  const ownsPixels = opacity >= 0.5
  for (let row = 0; row < rows; row++) {
    let sum = 0
    for (let column = 0; column < columns - 2; column++) {
      sum += cover[row * columns + column] ?? 0
      const share = Math.min(1, Math.abs(sum)) * opacity
      if (share < 0.004) continue
      const x = box.left + column
      const y = box.top + row
      const pixel = y * surface.widthPx + x
      paint((x + 0.5) / surface.unitPx, (y + 0.5) / surface.unitPx, colour)
      blendPixel(surface.rgb, pixel * 3, share)
      if (ownsPixels && share > 0.5) surface.label[pixel] = layer
    }
  }
}

/** Paints the whole frame. */
export function fillAll(surface: Surface, paint: Paint, layer: number): void {
  let pixel = 0
  for (let y = 0; y < surface.heightPx; y++) {
    for (let x = 0; x < surface.widthPx; x++, pixel++) {
      paint((x + 0.5) / surface.unitPx, (y + 0.5) / surface.unitPx, colour)
      blendPixel(surface.rgb, pixel * 3, 1)
      surface.label[pixel] = layer
    }
  }
}

/** Adds light that fades out from a point (in units); owns no pixels. A flatness below 1 makes it wide. */
export function addGlow(
  surface: Surface,
  centre: { readonly x: number; readonly y: number },
  radius: number,
  rgb: readonly [number, number, number],
  strength: number,
  flatness = 1,
): void {
  const radiusX = radius * surface.unitPx
  const radiusY = radiusX * flatness
  const centreX = centre.x * surface.unitPx
  const centreY = centre.y * surface.unitPx
  const left = Math.max(0, Math.floor(centreX - radiusX))
  const right = Math.min(surface.widthPx, Math.ceil(centreX + radiusX))
  const bottom = Math.min(surface.heightPx, Math.ceil(centreY + radiusY))
  for (let y = Math.max(0, Math.floor(centreY - radiusY)); y < bottom; y++) {
    const v = (y + 0.5 - centreY) / radiusY
    for (let x = left; x < right; x++) {
      const u = (x + 0.5 - centreX) / radiusX
      const near = 1 - u * u - v * v
      if (near <= 0) continue
      const offset = (y * surface.widthPx + x) * 3
      colour.set(rgb)
      blendPixel(surface.rgb, offset, near * near * near * strength)
    }
  }
}

function blendPixel(rgb: Float32Array, offset: number, share: number): void {
  for (let channel = 0; channel < 3; channel++) {
    const under = rgb[offset + channel] ?? 0
    rgb[offset + channel] = under + ((colour[channel] ?? 0) - under) * share
  }
}

function boundsOf(
  surface: Surface,
  path: Path,
): { left: number; right: number; top: number; bottom: number } | undefined {
  let left = Infinity
  let right = -Infinity
  let top = Infinity
  let bottom = -Infinity
  for (let index = 0; index < path.length; index += 2) {
    left = Math.min(left, path[index] ?? 0)
    right = Math.max(right, path[index] ?? 0)
    top = Math.min(top, path[index + 1] ?? 0)
    bottom = Math.max(bottom, path[index + 1] ?? 0)
  }
  const box = {
    left: Math.max(0, Math.floor(left * surface.unitPx)),
    right: Math.min(surface.widthPx, Math.ceil(right * surface.unitPx)),
    top: Math.max(0, Math.floor(top * surface.unitPx)),
    bottom: Math.min(surface.heightPx, Math.ceil(bottom * surface.unitPx)),
  }
  return box.right > box.left && box.bottom > box.top ? box : undefined
}

/** Adds one edge to the table of signed areas: a running sum along a row then gives the coverage of each pixel. */
function addEdge(columns: number, rows: number, x0: number, y0: number, x1: number, y1: number): void {
  if (y0 === y1) return
  const direction = y0 < y1 ? 1 : -1
  const topX = y0 < y1 ? x0 : x1
  const topY = Math.min(y0, y1)
  const bottomY = Math.max(y0, y1)
  const slope = (x1 - x0) / (y1 - y0)
  const lastRow = Math.min(rows, Math.ceil(bottomY))
  for (let row = Math.max(0, Math.floor(topY)); row < lastRow; row++) {
    const from = Math.max(row, topY)
    const to = Math.min(row + 1, bottomY)
    if (to <= from) continue
    const area = direction * (to - from)
    const startX = topX + slope * (from - topY)
    const endX = topX + slope * (to - topY)
    addSpan(row * columns, columns, Math.min(startX, endX), Math.max(startX, endX), area)
  }
}

function addSpan(start: number, columns: number, fromX: number, toX: number, area: number): void {
  const limit = columns - 2
  const from = Math.min(limit, Math.max(0, fromX))
  const to = Math.min(limit, Math.max(0, toX))
  const first = Math.floor(from)
  const last = Math.floor(to)
  if (first === last || to - from < 1e-6) {
    const right = (from + to) / 2 - first
    cover[start + first] = (cover[start + first] ?? 0) + area * (1 - right)
    cover[start + first + 1] = (cover[start + first + 1] ?? 0) + area * right
    return
  }
  const density = area / (to - from)
  for (let column = first; column <= last; column++) {
    const left = Math.max(from, column)
    const right = Math.min(to, column + 1)
    const part = density * (right - left)
    const middle = (left + right) / 2 - column
    cover[start + column] = (cover[start + column] ?? 0) + part * (1 - middle)
    cover[start + column + 1] = (cover[start + column + 1] ?? 0) + part * middle
  }
}
