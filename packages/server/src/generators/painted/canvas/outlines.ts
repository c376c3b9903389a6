import type { Path } from './fill.js'
import { fractalAt } from './noise.js'
import type { Random } from './random.js'

/** An ellipse, optionally turned. */
export function ellipse(x: number, y: number, radiusX: number, radiusY = radiusX, turn = 0, points = 40): number[] {
  const path: number[] = []
  const cos = Math.cos(turn)
  const sin = Math.sin(turn)
  for (let index = 0; index < points; index++) {
    const angle = (index / points) * Math.PI * 2
    const u = Math.cos(angle) * radiusX
    const v = Math.sin(angle) * radiusY
    path.push(x + u * cos - v * sin, y + u * sin + v * cos)
  }
  return path
}

/** An ellipse with an uneven rim, as of a stone, a bush or a cloud. */
export function blob(
  random: Random,
  x: number,
  y: number,
  radiusX: number,
  radiusY: number,
  unevenness = 0.15,
  bumps = 2.2,
): number[] {
  const seed = random.below(1e6)
  const path: number[] = []
  const points = 56
  for (let index = 0; index < points; index++) {
    const angle = (index / points) * Math.PI * 2
    const reach = 1 + fractalAt(Math.cos(angle) * bumps + 9, Math.sin(angle) * bumps + 9, seed) * unevenness * 1.6
    path.push(x + Math.cos(angle) * radiusX * reach, y + Math.sin(angle) * radiusY * reach)
  }
  return path
}

/** A rectangle. */
export function rectangle(left: number, top: number, right: number, bottom: number): number[] {
  return [left, top, right, top, right, bottom, left, bottom]
}

/** A band of changing width along a line of points. `widthAt` gets 0 at the start and 1 at the end. */
export function ribbon(line: Path, widthAt: (share: number) => number): number[] {
  const count = line.length / 2
  const near: number[] = []
  const far: number[] = []
  for (let index = 0; index < count; index++) {
    const before = Math.max(0, index - 1) * 2
    const after = Math.min(count - 1, index + 1) * 2
    const dx = (line[after] ?? 0) - (line[before] ?? 0)
    const dy = (line[after + 1] ?? 0) - (line[before + 1] ?? 0)
    const length = Math.sqrt(dx * dx + dy * dy) || 1
    const half = widthAt(index / Math.max(1, count - 1)) / 2
    const x = line[index * 2] ?? 0
    const y = line[index * 2 + 1] ?? 0
    near.push(x - (dy / length) * half, y + (dx / length) * half)
    far.unshift(x + (dy / length) * half, y - (dx / length) * half)
  }
  return [...near, ...far]
}

/** A smooth line through control points (Catmull-Rom). */
export function curve(points: Path, stepsPerPart = 10, isClosed = false): number[] {
  const count = points.length / 2
  const parts = isClosed ? count : count - 1
  const at = (index: number, axis: 0 | 1) => {
    const wrapped = isClosed ? (index + count) % count : Math.min(count - 1, Math.max(0, index))
    return points[wrapped * 2 + axis] ?? 0
  }
  const line: number[] = []
  for (let part = 0; part < parts; part++) {
    for (let step = 0; step < stepsPerPart; step++) {
      const t = step / stepsPerPart
      for (const axis of [0, 1] as const) {
        const a = at(part - 1, axis)
        const b = at(part, axis)
        const c = at(part + 1, axis)
        const d = at(part + 2, axis)
        line.push(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t ** 3))
      }
    }
  }
  if (!isClosed) line.push(at(count - 1, 0), at(count - 1, 1))
  return line
}

/** Breaks straight edges up and moves them by low noise, as a hand would draw them. */
export function roughen(path: Path, amount: number, seed: number, pieceLength = 0.012): number[] {
  const rough: number[] = []
  for (let index = 0; index < path.length; index += 2) {
    const next = (index + 2) % path.length
    const x0 = path[index] ?? 0
    const y0 = path[index + 1] ?? 0
    const x1 = path[next] ?? 0
    const y1 = path[next + 1] ?? 0
    const pieces = Math.max(1, Math.min(200, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / pieceLength)))
    for (let piece = 0; piece < pieces; piece++) {
      const x = x0 + ((x1 - x0) * piece) / pieces
      const y = y0 + ((y1 - y0) * piece) / pieces
      rough.push(x + fractalAt(x * 24, y * 24, seed) * amount, y + fractalAt(x * 24, y * 24, seed + 7) * amount)
    }
  }
  return rough
}

/** The ground below a line of heights: the line from left to right, closed along the bottom. */
export function below(line: Path, bottom: number): number[] {
  return [...line, line[line.length - 2] ?? 0, bottom, line[0] ?? 0, bottom]
}

/** A line of heights across the frame. */
export function skyline(left: number, right: number, steps: number, heightAt: (x: number) => number): number[] {
  const line: number[] = []
  for (let step = 0; step <= steps; step++) {
    const x = left + ((right - left) * step) / steps
    line.push(x, heightAt(x))
  }
  return line
}

/** Moves, sizes and mirrors a drawing made around 0, 0. */
export function place(path: Path, x: number, y: number, size: number, side: 1 | -1 = 1): number[] {
  const placed: number[] = []
  for (let index = 0; index < path.length; index += 2) {
    placed.push(x + (path[index] ?? 0) * size * side, y + (path[index + 1] ?? 0) * size)
  }
  return placed
}
