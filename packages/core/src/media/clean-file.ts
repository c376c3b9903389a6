import { asciiAt, joinBytes, readChunks, readSegments, viewOf, type ImageFormat, type Piece } from './image-format.js'
import { claimPiece } from './source-claim.js'

/** A format that is cut into pieces. */
type CutFormat = Exclude<ImageFormat, 'image/avif'>

/** Cuts EXIF, XMP, IPTC, comments and appended data out of a file without touching its pixels, and puts a claim about AI in
 *  if there is one. The orientation of a JPEG stays, in an EXIF segment that holds nothing else; colour profiles stay.
 *  @returns undefined for a file that has to be drawn anew, because metadata cannot be cut out of it */
export function cleanFile(bytes: Uint8Array, format: ImageFormat, claim?: string): Uint8Array<ArrayBuffer> | undefined {
  if (format === 'image/avif') return hasMetadata(bytes) ? undefined : joinBytes([bytes])
  const { headBytes, lastName, isKept, isExif, claimPlace } = layouts[format]
  const pieces = format === 'image/jpeg' ? readSegments(bytes) : readChunks(bytes, format)
  const exif = pieces.find((piece) => isExif(piece, bytes))
  const orientation = (exif && readOrientation(bytes.subarray(exif.content, exif.end))) ?? 1
  const last = pieces.at(-1)
  const isWhole = last && (lastName ? last.name === lastName : last.end >= endOfRiff(bytes))
  if (!isWhole) return undefined
  if (orientation !== 1 && format !== 'image/jpeg') return undefined
  const parts = pieces.filter((piece) => isKept(piece, bytes)).map(({ start, end }) => bytes.subarray(start, end))
  if (claim !== undefined) parts.splice(claimPlace, 0, claimPiece(format, claim))
  if (orientation !== 1) parts.unshift(orientationSegment(orientation))
  const clean = joinBytes([bytes.subarray(0, headBytes), ...parts])
  if (format === 'image/webp') {
    viewOf(clean).setUint32(4, clean.length - 8, true)
    // The extended header announces EXIF (bit 3) and XMP (bit 2).
    if (asciiAt(clean, 12, 4) === 'VP8X') clean[20] = (clean[20] ?? 0) & ~0b1100
  }
  return clean
}

/** Where a RIFF file ends by its own words; an odd length stands for the next even one. */
const endOfRiff = (bytes: Uint8Array): number => viewOf(bytes).getUint32(4, true) + 8

const exifName = 'Exif\0\0'

/** How the files of a format are laid out, and what of them stays. */
interface Layout {
  readonly headBytes: number
  /** The piece without which a file is not whole. */
  readonly lastName?: string
  readonly isKept: (piece: Piece, bytes: Uint8Array) => boolean
  readonly isExif: (piece: Piece, bytes: Uint8Array) => boolean
  /** Before which of the pieces that stay a claim is put. */
  readonly claimPlace: number
}

const layouts: Readonly<Record<CutFormat, Layout>> = {
  'image/jpeg': {
    headBytes: 2,
    lastName: 'EOI',
    isKept: ({ name, content }, bytes) =>
      name === 'e2' ? asciiAt(bytes, content, 12) === 'ICC_PROFILE\0' : !/^(?:e[1-9a-df]|fe)$/.test(name),
    isExif: ({ name, content }, bytes) => name === 'e1' && asciiAt(bytes, content, 6) === exifName,
    claimPlace: 1,
  },
  'image/png': {
    headBytes: 8,
    lastName: 'IEND',
    isKept: ({ name }) => !['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'].includes(name),
    isExif: ({ name }) => name === 'eXIf',
    claimPlace: 1,
  },
  'image/webp': {
    headBytes: 12,
    isKept: ({ name }) => name !== 'EXIF' && name !== 'XMP ',
    isExif: ({ name }) => name === 'EXIF',
    // What no reader knows stands behind all that they do.
    claimPlace: Number.POSITIVE_INFINITY,
  },
}

/** Tells whether an AVIF may carry metadata: as items of one of these types, wherever they are listed, or in a box of its own. */
function hasMetadata(avif: Uint8Array): boolean {
  return /Exif|mime|xml |uuid/.test(new TextDecoder('latin1').decode(avif))
}

/** Reads tag 0x0112 of the first directory of an EXIF block. */
function readOrientation(exif: Uint8Array): number | undefined {
  const tiff = exif.subarray(asciiAt(exif, 0, 6) === exifName ? 6 : 0)
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
  const exif = new TextEncoder().encode(exifName)
  const tiff = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8]
  const directory = [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation & 0xff, 0, 0, 0, 0, 0, 0]
  const content = [...exif, ...tiff, ...directory]
  return Uint8Array.from([0xff, 0xe1, 0, content.length + 2, ...content])
}
