/** The colour that a CSS colour is on a screen, over one that is opaque: red, green and blue from 0 to 255. */
function paint(color: string, below = '#fff'): readonly number[] {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 })
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  for (const fillStyle of [below, color]) {
    context.fillStyle = fillStyle
    context.fillRect(0, 0, 1, 1)
  }
  return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3)
}

function luminanceOf(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((part) => {
    const value = part / 255
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** How far two colours are apart, as WCAG 2.2 counts it: from 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [dark = 0, light = 0] = [paint(one, other), paint(other)].map(luminanceOf).toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** The colour behind an element: that of the nearest one around it which is opaque. */
export function backdropOf(element: Element): string {
  for (let around = element.parentElement; around; around = around.parentElement) {
    const { backgroundColor } = getComputedStyle(around)
    if (isOpaque(backgroundColor)) return backgroundColor
  }
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? backdropOf(root.host) : 'Canvas'
}

function isOpaque(color: string): boolean {
  return paint(color, '#000').join() === paint(color, '#fff').join()
}
