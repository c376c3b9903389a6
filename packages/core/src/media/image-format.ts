/** A picture format by content, never by name or declared type. */
export type ImageFormat = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/avif'

/** Finds the format of a file; undefined for everything that the server does not take. */
export function findFormat(bytes: Uint8Array): ImageFormat | undefined {
  if (startsWith(bytes, 0, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (startsWith(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png'
  if (asciiAt(bytes, 0, 4) === 'RIFF' && asciiAt(bytes, 8, 4) === 'WEBP') return 'image/webp'
  if (asciiAt(bytes, 4, 4) === 'ftyp' && /avi[fs]/.test(asciiAt(bytes, 8, 64))) return 'image/avif'
  return undefined
}

/** One piece of a file: `start` to `end`, its name, and where its content begins. */
export interface Piece {
  readonly name: string
  readonly start: number
  readonly content: number
  readonly end: number
}

/** Cuts a PNG into its chunks, or a WebP into its RIFF chunks. Stops where the file is cut. */
export function readChunks(bytes: Uint8Array, format: 'image/png' | 'image/webp'): Piece[] {
  const isPng = format === 'image/png'
  const view = viewOf(bytes)
  const pieces: Piece[] = []
  let start = isPng ? 8 : 12
  while (start + 8 <= bytes.length) {
    const length = view.getUint32(isPng ? start : start + 4, !isPng)
    const end = isPng ? start + 12 + length : start + 8 + length + (length % 2)
    if (end > bytes.length) break
    const name = asciiAt(bytes, isPng ? start + 4 : start, 4)
    pieces.push({ name, start, content: start + 8, end })
    start = end
    if (name === 'IEND') break
  }
  return pieces
}

/** Cuts a JPEG into its segments. The one named `SOS` runs with its scan up to the next segment; `EOI` is the last, so
 *  that whatever a camera appended behind it (a video, a second picture) is left out. */
export function readSegments(bytes: Uint8Array): Piece[] {
  const view = viewOf(bytes)
  const pieces: Piece[] = []
  let start = 2
  while (start + 2 <= bytes.length && bytes[start] === 0xff) {
    const marker = bytes[start + 1] ?? 0
    if (marker === 0xff) {
      start += 1
      continue
    }
    if (marker === 0xd9) {
      pieces.push({ name: 'EOI', start, content: start + 2, end: start + 2 })
      break
    }
    if (start + 4 > bytes.length) break
    const header = start + 2 + view.getUint16(start + 2)
    const isScan = marker === 0xda
    const end = isScan ? findScanEnd(bytes, header) : header
    if (end > bytes.length) break
    pieces.push({ name: isScan ? 'SOS' : marker.toString(16), start, content: start + 4, end })
    start = end
  }
  return pieces
}

/** Tells whether a file carries Content Credentials (a C2PA manifest): such a file is sent as it is, because the server
 *  reads the manifest before it strips the file. Other things that lie in the same place of a JPEG are none. */
export function hasManifest(bytes: Uint8Array, format: ImageFormat): boolean {
  switch (format) {
    case 'image/jpeg':
      return readSegments(bytes).some(
        ({ name, content, end }) => name === 'eb' && asciiAt(bytes, content, end - content).includes('c2pa'),
      )
    case 'image/png':
      return readChunks(bytes, format).some(({ name }) => name === 'caBX')
    case 'image/webp':
      return readChunks(bytes, format).some(({ name }) => name === 'C2PA')
    case 'image/avif':
      return indexOf(bytes, c2paBoxId) !== -1
    default:
      return format satisfies never
  }
}

/** ISO BMFF box id of C2PA: d8fec3d6-1b0e-483c-9297-5828877ec481. */
const c2paBoxId = [0xd8, 0xfe, 0xc3, 0xd6, 0x1b, 0x0e, 0x48, 0x3c, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7e, 0xc4, 0x81]

/** Reads bytes as Latin-1 text. */
export function asciiAt(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + Math.min(length, 4096)))
}

/** Puts parts of a file together. */
export function joinBytes(parts: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Gives a DataView of the same bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function findScanEnd(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0xff, from)
  while (at !== -1 && at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0
    const isData = next === 0 || (next >= 0xd0 && next <= 0xd7)
    if (!isData && next !== 0xff) return at
    at = bytes.indexOf(0xff, at + (next === 0xff ? 1 : 2))
  }
  return bytes.length
}

function startsWith(bytes: Uint8Array, at: number, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[at + index] === byte)
}

function indexOf(bytes: Uint8Array, wanted: readonly number[]): number {
  let at = bytes.indexOf(wanted[0] ?? 0)
  while (at !== -1 && !startsWith(bytes, at, wanted)) at = bytes.indexOf(wanted[0] ?? 0, at + 1)
  return at
}
