import { noChange } from 'lit'
import { Directive, directive } from 'lit/directive.js'
import type { ElementPart } from 'lit/directive.js'

class DrawLocalPicture extends Directive {
  #drawn: Blob | undefined

  render(_file: Blob): unknown {
    return noChange
  }

  override update(part: ElementPart, [file]: [Blob]): unknown {
    if (file !== this.#drawn && part.element instanceof HTMLCanvasElement) {
      this.#drawn = file
      void draw(part.element, file)
    }
    return noChange
  }
}

/** Draws a picture file of this device on the canvas that it stands on: an address of it would need `blob:` in the page's CSP.
 *  A file that the browser cannot read leaves `data-unreadable` on the canvas; after any other it fires `drawn`. */
export const localPicture: (file: Blob) => unknown = directive(DrawLocalPicture)

const ratios = new WeakMap<Blob, number>()

/** How wide a picture file is for its height; undefined before it was looked at. */
export const ratioOf = (file: Blob): number | undefined => ratios.get(file)

/** Takes what was found of a file when it was looked at before. */
export const rememberRatio = (file: Blob, ratio: number): void => void ratios.set(file, ratio)

/** Tells whether this browser can show a file as a picture. What the wire takes, all browsers in question can show. */
export async function canRead(file: Blob): Promise<boolean> {
  try {
    const full = await createImageBitmap(file)
    ratios.set(file, full.width / full.height)
    full.close()
    return true
  } catch {
    // The file is broken, or is no picture whatever its name says.
    return false
  }
}

async function draw(canvas: HTMLCanvasElement, file: Blob): Promise<void> {
  try {
    const full = await createImageBitmap(file)
    const scale = Math.min(1, 1280 / Math.max(full.width, full.height))
    ratios.set(file, full.width / full.height)
    canvas.width = Math.max(1, Math.round(full.width * scale))
    canvas.height = Math.max(1, Math.round(full.height * scale))
    canvas.getContext('2d')?.drawImage(full, 0, 0, canvas.width, canvas.height)
    full.close()
    delete canvas.dataset['unreadable']
    canvas.dispatchEvent(new Event('drawn'))
  } catch {
    // The server judges files; what this browser cannot show may still be a picture.
    canvas.dataset['unreadable'] = ''
  }
}
