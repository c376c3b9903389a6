import sharp from 'sharp'

/** A JPEG as a phone takes it: 12 megapixels, lying on its side, with camera and place in its EXIF. */
export async function takePhotograph() {
  const noise = sharp({
    create: {
      width: 4000,
      height: 3000,
      channels: 3,
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
      background: '#000',
    },
  })
  return await noise
    .jpeg({ quality: 80 })
    .withExif({
      IFD0: { Make: 'Examplar', Model: 'X 100', Software: 'GPS logger' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '54/1 47/1 30/1', GPSLongitudeRef: 'E', GPSLongitude: '9/1 26/1 10/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer()
}

/** What a picture says about its making, as far as sharp can read it. */
export async function readMetadata(bytes) {
  return await sharp(bytes).metadata()
}
