import type { Scene, Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'

/** Draws one kind of subject at a stand. */
export type DrawSubject = (scene: Scene, stand: Stand, subject: NamedSubject) => void
