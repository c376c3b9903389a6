interface Point {
  readonly x: number
  readonly y: number
}

const maxScale = 6
/** A finger that goes so far sideways leafs. */
const swipePx = 48

/** Zooms and moves the picture on a stage by wheel, fingers and mouse. Writes to the style of the picture's frame and
 *  draws nothing anew: a finger must not wait for a rendering. */
export class PictureZoom {
  readonly #leaf: (step: 1 | -1) => void
  readonly #pointers = new Map<number, Point>()
  #stage: HTMLElement | undefined
  #scale = 1
  #offset: Point = { x: 0, y: 0 }
  #began: Point | undefined

  /** @param leaf called for a swipe while nothing is zoomed */
  constructor(leaf: (step: 1 | -1) => void) {
    this.#leaf = leaf
  }

  get isOn(): boolean {
    return this.#scale > 1
  }

  /** Says which stage is meant, for what comes without an event on it. */
  watch(stage: HTMLElement): void {
    this.#stage = stage
  }

  readonly by = (factor: number, at: Point = { x: 0, y: 0 }): void => {
    const scale = Math.min(maxScale, Math.max(1, this.#scale * factor))
    const ratio = scale / this.#scale
    this.#scale = scale
    this.#moveTo({ x: at.x + (this.#offset.x - at.x) * ratio, y: at.y + (this.#offset.y - at.y) * ratio })
  }

  pan(x: number, y: number): void {
    this.#moveTo({ x: this.#offset.x + x, y: this.#offset.y + y })
  }

  reset(): void {
    this.#scale = 1
    this.#moveTo({ x: 0, y: 0 })
  }

  readonly wheel = (event: WheelEvent): void => {
    event.preventDefault()
    this.watch(event.currentTarget as HTMLElement)
    this.by(Math.exp(-event.deltaY / 400), this.#fromCentre(event))
  }

  readonly toggle = (event: MouseEvent): void => {
    this.watch(event.currentTarget as HTMLElement)
    if (this.isOn) this.reset()
    else this.by(2.5, this.#fromCentre(event))
  }

  readonly down = (event: PointerEvent): void => {
    if ((event.target as Element).closest('button')) return
    const stage = event.currentTarget as HTMLElement
    this.watch(stage)
    stage.setPointerCapture(event.pointerId)
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    this.#began = this.#pointers.size === 1 ? { x: event.clientX, y: event.clientY } : undefined
  }

  readonly move = (event: PointerEvent): void => {
    const before = this.#pointers.get(event.pointerId)
    if (!before) return
    const now = { x: event.clientX, y: event.clientY }
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1]
    this.#pointers.set(event.pointerId, now)
    if (other) this.by(distance(now, other) / Math.max(1, distance(before, other)), this.#fromCentre(event))
    else if (this.isOn) this.pan(now.x - before.x, now.y - before.y)
  }

  readonly up = (event: PointerEvent): void => {
    const began = this.#began
    if (!this.#pointers.delete(event.pointerId) || !began || this.isOn || event.type === 'pointercancel') return
    this.#began = undefined
    const [x, y] = [event.clientX - began.x, event.clientY - began.y]
    if (Math.abs(x) < swipePx || Math.abs(x) < Math.abs(y)) return
    const isForward = x < 0 !== this.#stage?.matches(':dir(rtl)')
    this.#leaf(isForward ? 1 : -1)
  }

  #moveTo({ x, y }: Point): void {
    const stage = this.#stage ?? undefined
    const [mostX, mostY] = [stage?.clientWidth ?? 0, stage?.clientHeight ?? 0].map((px) => (px * (this.#scale - 1)) / 2)
    this.#offset = { x: within(x, mostX ?? 0), y: within(y, mostY ?? 0) }
    const frame = stage?.querySelector<HTMLElement>('.frame')
    frame?.style.setProperty('transform', `translate(${this.#offset.x}px, ${this.#offset.y}px) scale(${this.#scale})`)
  }

  #fromCentre({ clientX, clientY }: MouseEvent): Point {
    const box = this.#stage?.getBoundingClientRect() ?? new DOMRect()
    return { x: clientX - box.x - box.width / 2, y: clientY - box.y - box.height / 2 }
  }
}

const within = (value: number, most: number): number => Math.min(most, Math.max(-most, value))
const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y)
