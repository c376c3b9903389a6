import type { Scene, Stand } from '../scene.js'

/** A drawn background: where the subject may stand, and what is to be drawn in front of it. */
export interface Ground {
  readonly stand: Stand
  readonly drawFront?: () => void
}

/** Draws one kind of setting from the back to the subject. */
export type DrawSetting = (scene: Scene) => Ground
