import type { Canvas, Checkpoint } from '../canvas/canvas.js'
import type { Scene } from '../scene.js'
import { blockIn, develop } from './gouache.js'

/** Gives a manner that covers the whole picture at once its early states: it grows out of a loose underpainting. */
export function* growOutOfUnderpainting(
  scene: Scene,
  check: Checkpoint,
  finish: () => Canvas,
): Generator<Canvas, Canvas> {
  const under = blockIn(scene, check)
  yield under
  develop(under, scene, check)
  check()
  const finished = finish()
  yield mixed(under, finished, 0.4)
  check()
  yield mixed(under, finished, 0.85)
  return finished
}

function mixed(from: Canvas, to: Canvas, share: number): Canvas {
  const rgb = new Float32Array(from.rgb.length)
  for (let index = 0; index < rgb.length; index++) {
    rgb[index] = (from.rgb[index] ?? 0) * (1 - share) + (to.rgb[index] ?? 0) * share
  }
  return { ...from, rgb }
}
