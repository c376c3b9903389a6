import { asciiAt, readSegments, viewOf, type ImageFormat } from './image-format.js'

/** The width and height of a picture. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** Reads the width and height that a file's header states, before orientation; undefined when it states none. */
export function findSize(bytes: Uint8Array, format: ImageFormat): Size | undefined {
  const view = viewOf(bytes)
  switch (format) {
    case 'image/png':
      return bytes.length < 24 ? undefined : { width: view.getUint32(16), height: view.getUint32(20) }
    case 'image/jpeg': {
      const isFrame = (name: string): boolean => /^c[0-9a-f]$/.test(name) && !['c4', 'c8', 'cc'].includes(name)
      const frame = readSegments(bytes).find(({ name }) => isFrame(name))
      if (frame === undefined || frame.content + 5 > bytes.length) return undefined
      return { height: view.getUint16(frame.content + 1), width: view.getUint16(frame.content + 3) }
    }
    case 'image/webp':
      return bytes.length < 30 ? undefined : sizeOfWebp(view, asciiAt(bytes, 12, 4))
    case 'image/avif':
      return sizeOfAvif(view, new TextDecoder('latin1').decode(bytes.subarray(0, 65_536)))
    default:
      return format satisfies never
  }
}

/** By the first chunk (RFC 9649): the extended header, or the one of a lossless or lossy picture. */
function sizeOfWebp(view: DataView, name: string): Size {
  if (name === 'VP8X')
    return { width: 1 + (view.getUint32(24, true) & 0xffffff), height: 1 + (view.getUint32(26, true) >>> 8) }
  if (name === 'VP8L') {
    const bits = view.getUint32(21, true)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
}

/** By the largest `ispe` box: each tile of a picture has one, and the whole. */
function sizeOfAvif(view: DataView, head: string): Size | undefined {
  const sizes = [...head.matchAll(/ispe[^]{12}/g)].map(({ index }) => ({
    width: view.getUint32(index + 8),
    height: view.getUint32(index + 12),
  }))
  return sizes.toSorted((one, other) => other.width * other.height - one.width * one.height)[0]
}
