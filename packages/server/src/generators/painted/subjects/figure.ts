import { fillPath, type Paint, type Path } from '../canvas/fill.js'
import { curve, ellipse, place, ribbon } from '../canvas/outlines.js'
import { flat } from '../canvas/paints.js'
import { addLayer } from '../canvas/surface.js'
import type { Lch, Rgb } from '../colour/oklch.js'
import type { Scene } from '../scene.js'

/** Where a figure stands and which way it looks. Its own units: foot at 0, 0, up is negative, `size` is one. */
export interface Pose {
  readonly x: number
  readonly y: number
  readonly size: number
  /** 1 when it looks to the right. */
  readonly faces: 1 | -1
  readonly distance: number
  /** Draws as though the figure were turned, in radians. */
  readonly turn?: number
}

/** A living or made thing that is built from overlapping forms. */
export interface Figure {
  readonly pose: Pose
  /** A colour turned to the light (1) or away from it (-1). */
  tone(local: Lch, facing?: number): Rgb
  /** Light from above and from the light's side over the whole figure, so that parts of it join without a seam. */
  coat(local: Lch, contrast?: number, bias?: number): Paint
  /** Fills a closed outline in one colour, or with a paint. */
  fill(path: Path, paint: Paint | Rgb, opacity?: number): void
  /** Fills a smooth closed outline through control points. */
  body(points: Path, paint: Paint | Rgb, opacity?: number): void
  /** A round-ended limb along control points, with a width at each of them. */
  limb(points: Path, widths: readonly number[], paint: Paint | Rgb, opacity?: number): void
  /** A disk or a turned ellipse. */
  spot(
    x: number,
    y: number,
    radiusX: number,
    radiusY: number,
    paint: Paint | Rgb,
    opacity?: number,
    turn?: number,
  ): void
  /** A place of the figure in the picture. */
  at(x: number, y: number): { readonly x: number; readonly y: number }
  /** Lets the light catch the edges that look towards it. Called last. */
  catchLight(strength?: number): void
}

/** Begins a figure on a layer of its own. */
export function startFigure(scene: Scene, pose: Pose, brushSize = 0.3): Figure {
  const { surface, palette, light } = scene
  const { x, y, size, faces, distance, turn = 0 } = pose
  const layer = addLayer(surface, 'thing', { angle: 0.6, wander: 0.7, size: brushSize, stretch: 2 })
  const cos = Math.cos(turn)
  const sin = Math.sin(turn)
  const turned = (path: Path) =>
    turn === 0
      ? path
      : path.map((value, index) =>
          index % 2 === 0 ? value * cos - (path[index + 1] ?? 0) * sin : (path[index - 1] ?? 0) * sin + value * cos,
        )
  // No air dims what stands in space: the sun falls on it as by day. In the dark a figure is lifted off its ground.
  const isInSpace = scene.plan.setting === 'space'
  const isDark = palette.isDark
  const tone = (local: Lch, facing = 0) =>
    isInSpace
      ? palette.glow({ l: Math.max(0.1, local.l * 0.86 + facing * 0.17), c: local.c * 0.9, h: local.h })
      : palette.tone(
          isDark ? { l: Math.min(0.97, local.l + 0.17), c: local.c * 1.55, h: local.h } : local,
          distance,
          facing,
        )
  const fill = (path: Path, paint: Paint | Rgb, opacity = 1) =>
    fillPath(
      surface,
      place(turned(path), x, y, size, faces),
      typeof paint === 'function' ? paint : flat(paint),
      layer,
      opacity,
    )
  const spot: Figure['spot'] = (atX, atY, radiusX, radiusY, paint, opacity, tilt = 0) =>
    fill(ellipse(atX, atY, radiusX, radiusY, tilt, 24), paint, opacity)
  return {
    pose,
    tone,
    fill,
    spot,
    body: (points, paint, opacity) => fill(curve(points, 8, true), paint, opacity),
    limb: (points, widths, paint, opacity) => {
      const last = widths.length - 1
      const widthAt = (share: number) => {
        const index = Math.min(last - 1, Math.floor(share * last))
        const part = share * last - index
        return (widths[index] ?? 0) * (1 - part) + (widths[index + 1] ?? 0) * part
      }
      fill(ribbon(curve(points, 6), widthAt), paint, opacity)
      const [startHalf, endHalf] = [(widths[0] ?? 0) / 2, (widths[last] ?? 0) / 2]
      spot(points[0] ?? 0, points[1] ?? 0, startHalf, startHalf, paint, opacity)
      spot(points.at(-2) ?? 0, points.at(-1) ?? 0, endHalf, endHalf, paint, opacity)
    },
    coat: (local, contrast = 1, bias = 0) => {
      const lit = tone(local, 0.5 * contrast + bias)
      const shade = tone(local, -0.62 * contrast + bias)
      return (pointX, pointY, out) => {
        const u = ((pointX - x) / size) * light.side
        const v = (pointY - y) / size + 0.5
        const share = Math.min(1, Math.max(0, 0.5 + u * 0.22 - v * 0.75))
        for (let channel = 0; channel < 3; channel++) {
          out[channel] = (shade[channel] ?? 0) + ((lit[channel] ?? 0) - (shade[channel] ?? 0)) * share
        }
      }
    },
    at: (atX, atY) => {
      const [placedX = x, placedY = y] = place(turned([atX, atY]), x, y, size, faces)
      return { x: placedX, y: placedY }
    },
    catchLight: (strength = 1) => catchLight(scene, layer, pose, strength),
  }
}

/** Looks from each pixel of the figure towards the light: where the figure ends there, its edge is lit. */
function catchLight(scene: Scene, first: number, { x, y, size }: Pose, strength: number): void {
  const { surface, palette, light } = scene
  const { widthPx, heightPx, unitPx, label, rgb } = surface
  const share = strength * (palette.isDark ? 0.78 : 0.34)
  const rim = palette.isDark ? palette.tone({ l: 0.92, c: 0.04, h: 90 }, 0, 0.7) : palette.light
  const reach = size * 2.6
  const width = Math.max(1.2, Math.min(0.006, size * 0.018) * unitPx)
  const right = Math.min(widthPx, Math.ceil((x + reach) * unitPx))
  const bottom = Math.min(heightPx, Math.ceil((y + reach) * unitPx))
  for (let row = Math.max(0, Math.floor((y - reach) * unitPx)); row < bottom; row++) {
    for (let column = Math.max(0, Math.floor((x - reach) * unitPx)); column < right; column++) {
      const pixel = row * widthPx + column
      if ((label[pixel] ?? 0) < first) continue
      const edge = edgeAt(label, widthPx, heightPx, first, column, row, width, light.side)
      for (let channel = 0; edge > 0 && channel < 3; channel++) {
        const offset = pixel * 3 + channel
        const own = rgb[offset] ?? 0
        rgb[offset] = own + ((rim[channel] ?? 0) - own) * edge * share
      }
    }
  }
}

function edgeAt(
  label: Uint8Array,
  widthPx: number,
  heightPx: number,
  first: number,
  column: number,
  row: number,
  width: number,
  side: number,
): number {
  for (let step = 1; step <= 3; step++) {
    const away = (width * step) / 3
    const atX = Math.round(column + side * away)
    const atY = Math.round(row - away * 0.75)
    if (atX < 0 || atX >= widthPx || atY < 0 || atY >= heightPx) return 0
    if ((label[atY * widthPx + atX] ?? 0) < first) return 1 - (step - 1) / 3
  }
  return 0
}
