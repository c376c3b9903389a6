/** How the brush treats what one layer owns. */
export interface LayerStroke {
  /** Direction of the strokes in radians; 0 is across. */
  readonly angle: number
  /** How much the direction wanders, in radians. */
  readonly wander: number
  /** Size of the strokes, 1 for a broad layer, smaller for small things. */
  readonly size: number
  /** Length over width of a stroke; about 1 makes dabs. */
  readonly stretch: number
  /** What the layer is to the styles: sky, water and ground are large and soft; things have an outline. */
  readonly role: LayerRole
}

/** What a layer shows, as far as styles care. */
export type LayerRole = 'sky' | 'cloud' | 'far' | 'ground' | 'water' | 'plant' | 'thing' | 'light'

/** The reference picture: flat shapes, and for each pixel the layer that owns it.
 *
 *  Lengths are in units: one unit is the shorter side, so that a plan looks alike at every size. */
export interface Surface {
  readonly widthPx: number
  readonly heightPx: number
  /** Pixels in a unit. */
  readonly unitPx: number
  /** Frame in units; the shorter one is 1. */
  readonly width: number
  readonly height: number
  /** Gamma-encoded sRGB, 0 to 255, three numbers a pixel. */
  readonly rgb: Float32Array
  /** The number of the layer that owns each pixel. Layers drawn later are nearer. */
  readonly label: Uint8Array
  readonly layers: LayerStroke[]
}

const lastLayer = 255

/** Makes an empty surface. */
export function createSurface(widthPx: number, heightPx: number): Surface {
  const unitPx = Math.min(widthPx, heightPx)
  return {
    widthPx,
    heightPx,
    unitPx,
    width: widthPx / unitPx,
    height: heightPx / unitPx,
    rgb: new Float32Array(widthPx * heightPx * 3),
    label: new Uint8Array(widthPx * heightPx),
    layers: [],
  }
}

/** Adds a layer and gives its number. When all 256 are taken the last one is shared. */
export function addLayer(surface: Surface, role: LayerRole, stroke: Partial<Omit<LayerStroke, 'role'>> = {}): number {
  if (surface.layers.length > lastLayer) return lastLayer
  surface.layers.push({ ...strokeOf[role], ...stroke, role })
  return surface.layers.length - 1
}

/** Goes on with the newest layer when it has the same role, else adds one: many small things are one layer. */
export function shareLayer(surface: Surface, role: LayerRole, stroke: Partial<Omit<LayerStroke, 'role'>> = {}): number {
  return surface.layers.at(-1)?.role === role ? surface.layers.length - 1 : addLayer(surface, role, stroke)
}

const strokeOf: Record<LayerRole, Omit<LayerStroke, 'role'>> = {
  sky: { angle: 0.06, wander: 0.5, size: 1, stretch: 3.6 },
  cloud: { angle: 0, wander: 0.7, size: 0.7, stretch: 2.2 },
  far: { angle: 0.25, wander: 0.7, size: 0.75, stretch: 2.4 },
  ground: { angle: 0.05, wander: 0.5, size: 0.8, stretch: 2.6 },
  water: { angle: 0, wander: 0.12, size: 0.75, stretch: 4.6 },
  plant: { angle: 1.3, wander: 1.2, size: 0.42, stretch: 1.5 },
  thing: { angle: 1.45, wander: 0.35, size: 0.4, stretch: 2.2 },
  light: { angle: 0.6, wander: 1, size: 0.5, stretch: 1.6 },
}
