import type { Path } from '../canvas/fill.js'
import type { Lch } from '../colour/oklch.js'
import type { Figure } from './figure.js'

/** A limb: control points, and a width at each of them. */
export interface Limb {
  readonly points: Path
  readonly widths: readonly number[]
}

/** An animal on four legs, seen from the side and looking to the right. The back is about one unit high. */
export interface Quadruped {
  readonly coat: Lch
  readonly torso: Path
  readonly neck: Limb
  readonly head: Path
  readonly tail: Limb
  /** Near front, near hind. */
  readonly nearLegs: readonly [Limb, Limb]
  readonly farLegs: readonly [Limb, Limb]
  /** How much of a leg, from below, has the colour of socks or hooves. */
  readonly feet: { readonly share: number; readonly local: Lch; readonly halfWidth: number }
}

/** Builds legs, tail, torso, neck and head from the far side to the near one; the kind adds its own marks. */
export function drawQuadruped(figure: Figure, animal: Quadruped, drawTail?: () => void): void {
  const { coat, torso, neck, head, tail, nearLegs, farLegs, feet } = animal
  const skin = figure.coat(coat)
  for (const leg of farLegs) drawLeg(figure, leg, figure.coat({ ...coat, l: coat.l - 0.1 }, 0.7, -0.35), feet, -0.4)
  figure.limb(tail.points, tail.widths, skin)
  drawTail?.()
  figure.body(torso, skin)
  for (const leg of nearLegs) drawLeg(figure, leg, skin, feet, -0.1)
  figure.limb(neck.points, neck.widths, skin)
  figure.body(head, skin)
}

function drawLeg(
  figure: Figure,
  { points, widths }: Limb,
  skin: ReturnType<Figure['coat']>,
  feet: Quadruped['feet'],
  facing: number,
): void {
  figure.limb(points, widths, skin)
  const footX = points.at(-2) ?? 0
  const footY = points.at(-1) ?? 0
  const kneeX = points.at(-4) ?? 0
  const kneeY = points.at(-3) ?? 0
  const part = feet.share
  const sock = figure.tone(feet.local, facing)
  const ankle = widths.at(-1) ?? 0.08
  figure.limb(
    [footX + (kneeX - footX) * part, footY + (kneeY - footY) * part, footX, footY],
    [ankle * 1.08, ankle * 1.1],
    sock,
  )
  figure.spot(footX + feet.halfWidth * 0.45, footY + 0.005, feet.halfWidth, feet.halfWidth * 0.5, sock)
}
