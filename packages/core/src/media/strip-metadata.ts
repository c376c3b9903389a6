import { asciiAt, joinBytes, readChunks, readSegments, viewOf, type ImageFormat, type Piece } from './image-format.js'

/** What stripping came to: the clean file, or the need to draw it anew because metadata cannot be cut out of it. */
export type Stripped = { readonly bytes: Uint8Array } | 'draw-anew'

/** Cuts EXIF, XMP, IPTC, comments and appended data out of a file without touching its pixels. The orientation of a
 *  JPEG stays, in an EXIF segment that holds nothing else; colour profiles stay. */
export function stripMetadata(bytes: Uint8Array, format: ImageFormat): Stripped {
  switch (format) {
    case 'image/jpeg':
      return stripJpeg(bytes)
    case 'image/png':
      return stripPng(bytes)
    case 'image/webp':
      return stripWebp(bytes)
    case 'image/avif':
      return /Exif|mime|xml /.test(asciiAt(bytes, 0, 4096)) ? 'draw-anew' : { bytes }
    default:
      return format satisfies never
  }
}

/** Reads the width and height that the file's header states, before orientation; undefined when it states none. */
export function findSize(bytes: Uint8Array, format: ImageFormat): { width: number; height: number } | undefined {
  const view = viewOf(bytes)
  if (format === 'image/png' && bytes.length >= 24) return { width: view.getUint32(16), height: view.getUint32(20) }
  if (format === 'image/jpeg') {
    const frame = readSegments(bytes).find(({ name }) => /^c[0-9a-f]$/.test(name) && !['c4', 'c8', 'cc'].includes(name))
    if (frame !== undefined && frame.content + 5 <= bytes.length) {
      return { height: view.getUint16(frame.content + 1), width: view.getUint16(frame.content + 3) }
    }
  }
  return undefined
}

function stripJpeg(bytes: Uint8Array): Stripped {
  const segments = readSegments(bytes)
  if (segments.at(-1)?.name !== 'EOI') return 'draw-anew'
  const orientation = segments
    .filter(({ name, content }) => name === 'e1' && asciiAt(bytes, content, 6) === 'Exif\0\0')
    .map(({ content, end }) => readOrientation(bytes.subarray(content + 6, end)))[0]
  const kept = segments.filter(({ name, content }) => {
    if (name === 'e2') return asciiAt(bytes, content, 12) === 'ICC_PROFILE\0'
    if (name === 'e0' || name === 'ee') return true
    return name !== 'fe' && !/^e[0-9a-f]$/.test(name)
  })
  const start = [bytes.subarray(0, 2)]
  if (orientation !== undefined && orientation !== 1) start.push(orientationSegment(orientation))
  return { bytes: joinBytes([...start, ...piecesOf(bytes, kept)]) }
}

function stripPng(bytes: Uint8Array): Stripped {
  const chunks = readChunks(bytes, 'image/png')
  const exif = chunks.find(({ name }) => name === 'eXIf')
  if (chunks.at(-1)?.name !== 'IEND' || (exif !== undefined && isTurned(bytes.subarray(exif.content, exif.end - 4))))
    return 'draw-anew'
  const kept = chunks.filter(({ name }) => !['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'].includes(name))
  return { bytes: joinBytes([bytes.subarray(0, 8), ...piecesOf(bytes, kept)]) }
}

function stripWebp(bytes: Uint8Array): Stripped {
  const chunks = readChunks(bytes, 'image/webp')
  const exif = chunks.find(({ name }) => name === 'EXIF')
  if (chunks.length === 0 || (exif !== undefined && isTurned(bytes.subarray(exif.content, exif.end))))
    return 'draw-anew'
  const kept = piecesOf(
    bytes,
    chunks.filter(({ name }) => name !== 'EXIF' && name !== 'XMP '),
  )
  const clean = joinBytes([bytes.slice(0, 12), ...kept])
  viewOf(clean).setUint32(4, clean.length - 8, true)
  // The extended header announces EXIF (bit 3) and XMP (bit 2).
  if (asciiAt(clean, 12, 4) === 'VP8X') clean[20] = (clean[20] ?? 0) & ~0b1100
  return { bytes: clean }
}

function isTurned(tiff: Uint8Array): boolean {
  const start = asciiAt(tiff, 0, 6) === 'Exif\0\0' ? 6 : 0
  return (readOrientation(tiff.subarray(start)) ?? 1) !== 1
}

/** Reads tag 0x0112 of the first directory of a TIFF block. */
function readOrientation(tiff: Uint8Array): number | undefined {
  if (tiff.length < 14) return undefined
  const view = viewOf(tiff)
  const isLittle = asciiAt(tiff, 0, 2) === 'II'
  const directory = view.getUint32(4, isLittle)
  if (directory + 2 > tiff.length) return undefined
  const entries = view.getUint16(directory, isLittle)
  for (let index = 0; index < entries; index += 1) {
    const at = directory + 2 + index * 12
    if (at + 12 > tiff.length) return undefined
    if (view.getUint16(at, isLittle) === 0x0112) return view.getUint16(at + 8, isLittle)
  }
  return undefined
}

/** An EXIF segment with the orientation and nothing else. */
function orientationSegment(orientation: number): Uint8Array {
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0]
  const tiff = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8]
  const directory = [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation & 0xff, 0, 0, 0, 0, 0, 0]
  const content = [...exif, ...tiff, ...directory]
  return Uint8Array.from([0xff, 0xe1, 0, content.length + 2, ...content])
}

function piecesOf(bytes: Uint8Array, pieces: readonly Piece[]): Uint8Array[] {
  return pieces.map(({ start, end }) => bytes.subarray(start, end))
}
