import { html } from 'lit'
import type { TemplateResult } from 'lit'
import type { Strings } from '../strings.js'
import type { ComposerHost } from './composer-host.js'
import { pictureTypes } from './composer-draft.js'
import { composerIcons } from './composer-icons.js'

/** The ways by which picture files come in: the file dialog, paste and drop. */
export class FileIntake {
  /** Whether files hover over the composer. */
  isDragging = false
  readonly #host: ComposerHost
  readonly #isOpen: () => boolean
  readonly #take: (files: readonly Blob[]) => void

  /** @param isOpen whether files are wanted now
   *  @param take gets all files, of whatever kind */
  constructor(host: ComposerHost, isOpen: () => boolean, take: (files: readonly Blob[]) => void) {
    this.#host = host
    this.#isOpen = isOpen
    this.#take = take
  }

  /** @param isReading whether files that came in are being looked at */
  template(strings: Strings, isReading: boolean): TemplateResult {
    return html`<button
        type="button"
        class="opt"
        part="file-button"
        aria-label=${strings.pictureFile}
        aria-busy=${isReading}
        @click=${this.#openDialog}
      >
        ${composerIcons.upload}<span>${strings.pictureFile}</span>
      </button>
      <input
        class="files"
        type="file"
        accept=${pictureTypes.join()}
        multiple
        hidden
        aria-label=${strings.pictureFile}
        @change=${this.#onChosen}
      />`
  }

  readonly onPaste = (event: ClipboardEvent): void => {
    this.#takeFrom(event, event.clipboardData)
  }

  readonly onDrop = (event: DragEvent): void => {
    this.#setDragging(false)
    this.#takeFrom(event, event.dataTransfer)
  }

  readonly onDrag = (event: DragEvent): void => {
    if (!this.#isOpen() || !event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    const isInside = event.relatedTarget instanceof Node && this.#host.renderRoot.contains(event.relatedTarget)
    this.#setDragging(event.type === 'dragover' || isInside)
  }

  readonly #openDialog = (): void => this.#host.renderRoot.querySelector<HTMLInputElement>('.files')?.click()

  readonly #onChosen = (event: Event): void => {
    const input = event.target as HTMLInputElement
    this.#take([...(input.files ?? [])])
    input.value = ''
  }

  #takeFrom(event: Event, data: DataTransfer | null): void {
    const files = [...(data?.files ?? [])]
    if (files.length === 0 || !this.#isOpen()) return
    event.preventDefault()
    this.#take(files)
  }

  #setDragging(isDragging: boolean): void {
    if (isDragging === this.isDragging) return
    this.isDragging = isDragging
    this.#host.requestUpdate()
  }
}
