import { fillPath } from '../canvas/fill.js'
import { flat } from '../canvas/paints.js'
import { blob } from '../canvas/outlines.js'
import { randomFor, type Scene } from '../scene.js'
import { lch } from '../colour/oklch.js'

/** Lays the shadow that ties a subject to the ground, on the side away from the light. */
export function castShadow(scene: Scene, x: number, y: number, half: number, strength = 0.4): void {
  const { surface, palette, light, plan } = scene
  const isSoft = plan.weather.length > 0 || plan.time === 'night'
  const reach = isSoft ? half * 1.15 : half * 1.7
  const centre = x - light.side * (reach - half) * 0.8
  const rgb = palette.tone(lch(0.28, 0.04, 280), 0.02, -0.3)
  const path = blob(randomFor(scene, 'shadow'), centre, y, reach, half * 0.17, 0.14)
  fillPath(surface, path, flat(rgb), 0, Math.min(0.48, isSoft ? strength * 0.7 : strength))
}
