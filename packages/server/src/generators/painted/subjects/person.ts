import { lch, type Lch } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import { hasDetail, hasWeather, randomFor, type Scene, type Stand } from '../scene.js'
import type { NamedSubject } from '../words/read-prompt.js'
import { castShadow } from './cast-shadow.js'
import { startFigure, type Figure } from './figure.js'

/** Somebody in a long coat, seen from behind, looking into the picture; under an umbrella when it is named. */
export function drawPerson(scene: Scene, stand: Stand, subject: NamedSubject): void {
  const size = stand.size * 1.3
  const random = randomFor(scene, 'person')
  const faces = stand.x > scene.width / 2 ? -1 : 1
  castShadow(scene, stand.x, stand.y, size * 0.2, 0.45)
  const figure = startFigure(scene, { x: stand.x, y: stand.y, size, faces, distance: stand.distance }, 0.26)
  const hasUmbrella = hasDetail(scene, 'umbrella')
  const named = subject.colour ? namedColours[subject.colour] : undefined
  const coat =
    named && !hasUmbrella ? named : random.pick([lch(0.8, 0.13, 88), lch(0.5, 0.09, 245), lch(0.56, 0.13, 28)])
  const hair = random.pick([lch(0.34, 0.05, 45), lch(0.5, 0.08, 60), lch(0.26, 0.02, 60)])
  drawLegs(figure)
  drawCoat(figure, coat, hasUmbrella)
  drawHead(figure, hair, coat)
  if (hasUmbrella) drawUmbrella(figure, named ?? (coat.h < 60 ? lch(0.82, 0.12, 88) : lch(0.58, 0.17, 27)))
  else if (scene.plan.season === 'winter' || hasWeather(scene, 'snow')) drawHat(figure)
  figure.catchLight()
}

function drawLegs(figure: Figure): void {
  const cloth = figure.tone(lch(0.34, 0.03, 265), -0.2)
  const boot = figure.tone(lch(0.3, 0.045, 40), 0)
  figure.limb([-0.05, -0.36, -0.055, -0.03], [0.085, 0.06], cloth)
  figure.limb([0.05, -0.36, 0.06, -0.03], [0.085, 0.06], cloth)
  for (const x of [-0.06, 0.065]) {
    figure.limb([x, -0.14, x, -0.03], [0.072, 0.068], boot)
    figure.spot(x, -0.01, 0.045, 0.022, boot)
  }
}

function drawCoat(figure: Figure, coat: Lch, hasUmbrella: boolean): void {
  const cloth = figure.coat(coat)
  const dark = figure.tone({ ...coat, l: coat.l - 0.14 }, -0.2)
  figure.limb([-0.105, -0.76, -0.16, -0.6, -0.165, -0.44], [0.085, 0.075, 0.06], figure.coat(coat, 1, -0.12))
  figure.spot(-0.165, -0.415, 0.026, 0.03, figure.tone(lch(0.78, 0.06, 55), -0.1))
  figure.body(
    [
      -0.05, -0.84, -0.13, -0.79, -0.13, -0.62, -0.12, -0.52, -0.16, -0.36, -0.2, -0.24, -0.1, -0.215, 0, -0.225, 0.1,
      -0.215, 0.2, -0.24, 0.16, -0.36, 0.12, -0.52, 0.13, -0.62, 0.13, -0.79, 0.05, -0.84,
    ],
    cloth,
  )
  figure.limb([0, -0.5, 0.005, -0.23], [0.008, 0.014], dark, 0.6)
  figure.limb([-0.115, -0.53, 0, -0.515, 0.115, -0.53], [0.022, 0.024, 0.022], dark, 0.75)
  if (hasUmbrella) figure.limb([0.1, -0.75, 0.17, -0.62, 0.13, -0.68], [0.085, 0.075, 0.06], figure.coat(coat, 1, 0.1))
  else {
    figure.limb([0.105, -0.76, 0.16, -0.6, 0.165, -0.44], [0.085, 0.075, 0.06], figure.coat(coat, 1, 0.08))
    figure.spot(0.165, -0.415, 0.026, 0.03, figure.tone(lch(0.78, 0.06, 55), 0))
  }
}

function drawHead(figure: Figure, hair: Lch, coat: Lch): void {
  figure.spot(0.012, -0.91, 0.06, 0.072, figure.tone(lch(0.8, 0.055, 55), 0))
  figure.body(
    [
      0, -1.0, 0.065, -0.97, 0.078, -0.9, 0.068, -0.82, 0.085, -0.77, 0, -0.755, -0.085, -0.77, -0.075, -0.82, -0.082,
      -0.9, -0.065, -0.97,
    ],
    figure.coat(hair, 1, 0.1),
  )
  const scarf = coat.h < 60 || coat.h > 330 ? lch(0.9, 0.03, 85) : lch(0.6, 0.15, 28)
  figure.limb([-0.07, -0.815, 0, -0.8, 0.07, -0.815], [0.04, 0.046, 0.04], figure.tone(scarf, 0))
}

function drawHat(figure: Figure): void {
  const wool = lch(0.9, 0.025, 80)
  figure.body([-0.09, -0.92, -0.07, -1.01, 0, -1.04, 0.07, -1.01, 0.09, -0.92, 0, -0.9], figure.coat(wool))
  figure.spot(0, -1.055, 0.032, 0.032, figure.tone(wool, 0.2))
}

/** A dome of six panels over the head, its stick on the shoulder. */
function drawUmbrella(figure: Figure, local: Lch): void {
  const [x, y, half, tall] = [0.075, -0.98, 0.4, 0.27]
  const wood = figure.tone(lch(0.42, 0.05, 50), 0)
  figure.limb([0.13, -0.66, 0.1, -0.98], [0.018, 0.016], wood)
  const panels = 6
  for (let panel = 0; panel < panels; panel++) {
    const from = -Math.cos((panel / panels) * Math.PI)
    const to = -Math.cos(((panel + 1) / panels) * Math.PI)
    const path: number[] = []
    for (let step = 0; step <= 10; step++) {
      const angle = (step / 10) * (Math.PI / 2)
      path.push(x + Math.sin(angle) * half * from, y - Math.cos(angle) * tall)
    }
    path.push(x + half * (from + to) * 0.5, y - 0.03)
    for (let step = 10; step >= 0; step--) {
      const angle = (step / 10) * (Math.PI / 2)
      path.push(x + Math.sin(angle) * half * to, y - Math.cos(angle) * tall)
    }
    figure.fill(path, figure.coat(local, 0.9, panel % 2 === 0 ? -0.12 : 0.16))
  }
  figure.limb([x, y - tall + 0.01, x, y - tall - 0.05], [0.02, 0.012], wood)
}
