import { lch, type Lch } from './colour/oklch.js'
import { hasWeather, type Scene } from './scene.js'
import type { Random } from './canvas/random.js'

/** Says whether snow lies on the ground. */
export function isSnowy(scene: Scene): boolean {
  return hasWeather(scene, 'snow') || scene.plan.season === 'winter'
}

/** The local colour of grass; freshness runs from dry (0) to lush (1). */
export function growth(scene: Scene, freshness: number): Lch {
  switch (scene.plan.season) {
    case 'spring':
      return lch(0.72 - freshness * 0.06, 0.085 + freshness * 0.02, 122 + freshness * 8)
    case 'summer':
      return lch(0.66 - freshness * 0.08, 0.08 + freshness * 0.02, 124 + freshness * 12)
    case 'autumn':
      return lch(0.72 - freshness * 0.06, 0.092, 104 - freshness * 12)
    case 'winter':
      return lch(0.93, 0.012, 232)
  }
}

/** The local colour of one mass of leaves. */
export function foliage(scene: Scene, random: Random): Lch {
  switch (scene.plan.season) {
    case 'spring':
      return lch(random.between(0.66, 0.76), 0.1, random.between(118, 135))
    case 'summer':
      return lch(random.between(0.5, 0.62), 0.085, random.between(126, 148))
    case 'autumn':
      return lch(random.between(0.6, 0.76), random.between(0.1, 0.14), random.between(45, 85))
    case 'winter':
      return lch(random.between(0.84, 0.93), 0.012, 235)
  }
}
