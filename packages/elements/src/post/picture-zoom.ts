interface Point {
  readonly x: number
  readonly y: number
}

const maxScale = 6
/** A finger that goes so far sideways leafs. */
const swipePx = 48
/** Two taps so near to each other, in time and place, are one double tap. */
const doubleTapMs = 320
const doubleTapPx = 28

/** Zooms and moves the picture on a stage by wheel, fingers and mouse. Writes to the style of the picture's frame and
 *  draws nothing anew: a finger must not wait for a rendering. */
export class PictureZoom {
  readonly #leaf: (step: 1 | -1) => void
  readonly #pointers = new Map<number, Point>()
  #stage: HTMLElement | undefined
  #scale = 1
  #offset: Point = { x: 0, y: 0 }
  #began: Point | undefined
  #tapped: (Point & { readonly atMs: number }) | undefined
  #isTouch = false

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
    // Some browsers make a double click of a double tap, and others do not.
    if (event.type === 'dblclick' && this.#isTouch) return
    this.watch(event.currentTarget as HTMLElement)
    if (this.isOn) this.reset()
    else this.by(2.5, this.#fromCentre(event))
  }

  readonly down = (event: PointerEvent): void => {
    if ((event.target as Element).closest('button')) return
    const stage = event.currentTarget as HTMLElement
    this.watch(stage)
    this.#isTouch = event.pointerType === 'touch'
    // A finger is captured by itself.
    if (!this.#isTouch) stage.setPointerCapture(event.pointerId)
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    this.#began = this.#pointers.size === 1 ? { x: event.clientX, y: event.clientY } : undefined
  }

  readonly move = (event: PointerEvent): void => {
    const before = this.#pointers.get(event.pointerId)
    if (!before) return
    const now = { x: event.clientX, y: event.clientY }
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1]
    this.#pointers.set(event.pointerId, now)
    if (other) {
      const [from, to] = [middle(before, other), middle(now, other)]
      this.by(distance(now, other) / Math.max(1, distance(before, other)), this.#fromCentre(from))
      this.pan(to.x - from.x, to.y - from.y)
    } else if (this.isOn) this.pan(now.x - before.x, now.y - before.y)
  }

  readonly up = (event: PointerEvent): void => {
    const began = this.#began
    if (!this.#pointers.delete(event.pointerId) || !began || event.type === 'pointercancel') return
    this.#began = undefined
    const end = { x: event.clientX, y: event.clientY }
    if (this.#isTouch && distance(began, end) < doubleTapPx) return this.#tap(event, end)
    if (this.isOn) return
    const [x, y] = [end.x - began.x, end.y - began.y]
    if (Math.abs(x) < swipePx || Math.abs(x) < Math.abs(y)) return
    const isForward = x < 0 !== this.#stage?.matches(':dir(rtl)')
    this.#leaf(isForward ? 1 : -1)
  }

  #tap(event: PointerEvent, at: Point): void {
    const before = this.#tapped
    this.#tapped = { ...at, atMs: event.timeStamp }
    if (!before || event.timeStamp - before.atMs > doubleTapMs || distance(before, at) > doubleTapPx) return
    this.#tapped = undefined
    this.toggle(event)
  }

  #moveTo({ x, y }: Point): void {
    const stage = this.#stage ?? undefined
    const [mostX, mostY] = [stage?.clientWidth ?? 0, stage?.clientHeight ?? 0].map((px) => (px * (this.#scale - 1)) / 2)
    this.#offset = { x: within(x, mostX ?? 0), y: within(y, mostY ?? 0) }
    const frame = stage?.querySelector<HTMLElement>('.frame')
    // The picture that filled the window is too small for what is looked at closely.
    if (this.isOn) frame?.querySelector('img')?.setAttribute('sizes', '2048px')
    frame?.style.setProperty('transform', `translate(${this.#offset.x}px, ${this.#offset.y}px) scale(${this.#scale})`)
  }

  #fromCentre({ x, y }: Point): Point {
    const box = this.#stage?.getBoundingClientRect() ?? new DOMRect()
    return { x: x - box.x - box.width / 2, y: y - box.y - box.height / 2 }
  }
}

const within = (value: number, most: number): number => Math.min(most, Math.max(-most, value))
const middle = (one: Point, other: Point): Point => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 })
const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y)
