import { isInSky } from './plan.js'
import type { Scene, Stand } from './scene.js'
import { drawMeadow } from './settings/meadow.js'
import { drawMountains } from './settings/mountains.js'
import { drawSea } from './settings/sea.js'
import type { DrawSetting } from './settings/setting.js'
import { drawSky } from './sky.js'
import { drawBoat } from './subjects/boat.js'
import { drawHouse } from './subjects/house.js'
import { drawLighthouse } from './subjects/lighthouse.js'
import type { DrawSubject } from './subjects/subject.js'
import { drawTree } from './subjects/tree.js'
import type { Setting, Subject } from './words/terms.js'

/** Draws the reference picture of a scene: sky, setting, subjects, then what stands in front of them. */
export function drawScene(scene: Scene): void {
  drawSky(scene)
  const { stand, drawFront } = settingPainters[scene.plan.setting](scene)
  const standing = scene.plan.subjects.filter(({ kind }) => !isInSky(kind))
  standing.forEach((subject, index) => subjectPainters[subject.kind]?.(scene, standFor(scene, stand, index), subject))
  drawFront?.()
}

/** The first subject gets the stand; the others stand beside it, smaller, towards the middle. */
function standFor(scene: Scene, stand: Stand, index: number): Stand {
  if (index === 0) return stand
  const towardsMiddle = scene.focusX > scene.width / 2 ? -1 : 1
  return { ...stand, x: stand.x + towardsMiddle * stand.size * 1.1 * index, size: stand.size * 0.62 }
}

const settingPainters: Readonly<Record<Setting, DrawSetting>> = {
  mountains: drawMountains,
  sea: drawSea,
  underwater: drawSea,
  city: drawSea,
  forest: drawMeadow,
  meadow: drawMeadow,
  desert: drawMeadow,
  river: drawMountains,
  'still-life': drawMeadow,
  space: drawMountains,
  window: drawMeadow,
  abstract: drawMeadow,
}

const subjectPainters: Readonly<Partial<Record<Subject, DrawSubject>>> = {
  lighthouse: drawLighthouse,
  boat: drawBoat,
  house: drawHouse,
  tree: drawTree,
}
