import { addGlow } from '../canvas/fill.js'
import { lch, type Lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { randomFor, shows, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { startFigure, type Figure } from './figure.js'

/** A dragon in flight with raised wings; where there is a castle it circles above it. */
export function drawDragon(scene: Scene, _stand: Stand, subject: NamedSubject): void {
  const hasCompany = shows(scene, 'castle') || scene.plan.subjects.length > 1
  const size = hasCompany ? 0.28 : 0.38
  const middle = scene.width / 2
  const x = middle + (scene.focusX - middle) * (hasCompany ? -0.35 : 0.35)
  const y = scene.horizon * (hasCompany ? 0.56 : 0.64)
  const random = randomFor(scene, 'dragon')
  const hide = subject.colour
    ? namedColours[subject.colour]
    : random.pick([lch(0.46, 0.09, 150), lch(0.48, 0.12, 28), lch(0.42, 0.08, 280)])
  const faces = scene.focusX > x ? 1 : -1
  const figure = startFigure(scene, { x, y, size, faces, distance: 0.1, turn: -0.12 }, 0.28)
  const skin = figure.coat(hide, 1.1)
  const belly = figure.tone({ l: Math.min(0.86, hide.l + 0.26), c: hide.c * 0.7, h: hide.h + 25 }, -0.15)
  drawWing(
    figure,
    hide,
    [0.1, -0.12],
    [-0.02, -0.6, 0.22, -0.98],
    [
      [0.62, -0.66],
      [0.5, -0.36],
      [0.32, -0.16],
    ],
    -0.35,
  )
  figure.limb(
    [-0.3, 0.02, -0.56, 0.12, -0.8, 0.06, -0.98, -0.1, -1.2, -0.12, -1.38, 0.02],
    [0.2, 0.15, 0.105, 0.075, 0.05, 0.02],
    skin,
  )
  figure.fill([-1.34, 0.0, -1.46, -0.1, -1.56, 0.14, -1.4, 0.12, -1.32, 0.06], figure.tone(hide, -0.1))
  figure.limb([-0.12, 0.06, -0.3, 0.2, -0.42, 0.2, -0.52, 0.3], [0.16, 0.11, 0.06, 0.04], figure.coat(hide, 1, -0.3))
  figure.limb([0.3, 0.04, 0.3, 0.18, 0.22, 0.24], [0.1, 0.07, 0.04], figure.coat(hide, 1, -0.3))
  figure.limb([-0.36, 0.02, -0.1, 0.02, 0.18, -0.02, 0.4, -0.1], [0.18, 0.28, 0.28, 0.18], skin)
  figure.limb([0.34, -0.06, 0.52, -0.16, 0.6, -0.32, 0.74, -0.42], [0.2, 0.15, 0.12, 0.11], skin)
  figure.limb(
    [-0.2, 0.105, 0.04, 0.12, 0.28, 0.06, 0.46, -0.05, 0.56, -0.16],
    [0.03, 0.06, 0.06, 0.05, 0.02],
    belly,
    0.85,
  )
  drawHead(figure, hide, belly)
  for (let spike = 0; spike < 9; spike++) {
    const share = spike / 8
    const atX = 0.5 - share * 0.95
    const atY = spike < 2 ? -0.25 + spike * 0.07 : -0.11 - Math.sin(share * 3) * 0.03 + share * 0.05
    figure.fill(
      [atX - 0.03, atY + 0.01, atX - 0.02, atY - 0.065, atX + 0.03, atY + 0.005],
      figure.tone({ ...hide, l: hide.l - 0.14 }, 0),
    )
  }
  drawWing(
    figure,
    hide,
    [0.14, -0.08],
    [-0.2, -0.52, -0.28, -0.98],
    [
      [-0.94, -0.72],
      [-0.84, -0.34],
      [-0.52, -0.12],
      [-0.2, -0.02],
    ],
    0.1,
  )
  figure.catchLight(1.1)
  if (scene.palette.isDark || scene.plan.time === 'golden') drawFire(scene, figure)
}

function drawHead(figure: Figure, hide: Lch, belly: ReturnType<Figure['tone']>): void {
  const horn = figure.tone(lch(0.82, 0.05, 80), 0.05)
  figure.limb([0.74, -0.48, 0.64, -0.57, 0.52, -0.6], [0.04, 0.03, 0.008], horn)
  figure.body(
    [0.7, -0.5, 0.8, -0.51, 0.9, -0.45, 1.02, -0.42, 1.05, -0.38, 1.0, -0.36, 0.86, -0.36, 0.74, -0.34],
    figure.tone(hide, 0.15),
  )
  figure.body([0.76, -0.37, 0.88, -0.34, 0.98, -0.31, 0.94, -0.285, 0.82, -0.3, 0.73, -0.34], belly)
  figure.spot(0.84, -0.452, 0.016, 0.014, figure.tone(lch(0.88, 0.15, 90), 0.4))
  figure.limb([0.78, -0.5, 0.7, -0.6, 0.59, -0.65], [0.04, 0.03, 0.008], horn)
}

/** A bat's wing: an arm up to the wrist, fingers from there, skin scalloped between their tips. */
function drawWing(
  figure: Figure,
  hide: Lch,
  [rootX, rootY]: readonly [number, number],
  [elbowX, elbowY, wristX, wristY]: readonly [number, number, number, number],
  tips: readonly (readonly [number, number])[],
  facing: number,
): void {
  const skin: Lch = { l: hide.l + 0.1, c: hide.c * 0.9, h: hide.h + 18 }
  const outline = [rootX, rootY, elbowX, elbowY, wristX, wristY]
  let [lastX, lastY] = [wristX, wristY]
  tips.forEach(([tipX, tipY], index) => {
    const sag = index === 0 ? 0.02 : 0.24
    const middleX = (lastX + tipX) / 2
    const middleY = (lastY + tipY) / 2
    for (let step = 1; step <= 8; step++) {
      const t = step / 8
      const pull = Math.sin(t * Math.PI) * sag
      outline.push(
        lastX + (tipX - lastX) * t + (elbowX * 0.6 + rootX * 0.4 - middleX) * pull,
        lastY + (tipY - lastY) * t + (elbowY * 0.6 + rootY * 0.4 - middleY) * pull,
      )
    }
    ;[lastX, lastY] = [tipX, tipY]
  })
  figure.fill(outline, figure.coat(skin, 1, facing))
  const bone = figure.tone({ ...hide, l: hide.l - 0.08 }, facing)
  for (const [tipX, tipY] of tips.slice(0, -1)) {
    figure.limb(
      [wristX, wristY, (wristX + tipX) / 2, (wristY + tipY) / 2 - 0.02, tipX, tipY],
      [0.032, 0.022, 0.008],
      bone,
    )
  }
  figure.limb([rootX, rootY, elbowX, elbowY, wristX, wristY], [0.1, 0.06, 0.04], bone)
  figure.limb([wristX, wristY, wristX + 0.03, wristY - 0.08], [0.03, 0.006], bone)
}

function drawFire(scene: Scene, figure: Figure): void {
  const flame = scene.palette.glow(lch(0.84, 0.15, 72))
  figure.body(
    [1.0, -0.36, 1.16, -0.4, 1.34, -0.42, 1.52, -0.34, 1.36, -0.26, 1.16, -0.28, 1.0, -0.32],
    scene.palette.glow(lch(0.72, 0.17, 48)),
    0.85,
  )
  figure.body([1.0, -0.35, 1.14, -0.37, 1.32, -0.35, 1.14, -0.3], flame, 0.95)
  addGlow(scene.surface, figure.at(1.22, -0.34), figure.pose.size * 0.9, flame, 0.4)
}
