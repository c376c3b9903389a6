import type { Canvas, Checkpoint } from '../canvas/canvas.js'
import type { Scene } from '../scene.js'

/** Finishes a drawn scene in one manner. Yields the canvas at three earlier states, then ends with the final one:
 *  blocked-in, developed, nearly final. The canvas that was yielded may be painted on afterwards. */
export type PaintStyle = (scene: Scene, check: Checkpoint) => Generator<Canvas, Canvas>
