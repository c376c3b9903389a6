/** Default limits of what a client writes, asks for and sends. Bytes, pixels and counts as the names say; `formats` are the
 *  MIME types that are taken, `sizes` those that are painted, as `{width}x{height}`. */
export const clientLimits = {
  textGraphemes: 2_000,
  textBytes: 16_384,
  promptCharacters: 4_000,
  altGraphemes: 1_500,
  nameGraphemes: 50,
  bioGraphemes: 500,
  topicCharacters: 200,
  mediaPerPost: 4,
  tagsPerPost: 20,
  mentionsPerPost: 20,
  linksPerPost: 10,
  pageItems: 100,
  searchCharacters: 200,
  mutedWords: 200,
  mutedWordCharacters: 100,
  reportReasonCharacters: 2_000,
  uploadBytes: 20_971_520,
  uploadPixels: 50_000_000,
  uploadSidePixels: 16_384,
  uploadAspect: 20,
  generationsRunningPerUser: 2,
  sizes: ['1024x1024', '1536x1024', '1024x1536'],
  formats: ['image/png', 'image/jpeg', 'image/webp', 'image/avif'],
} as const satisfies Record<string, number | readonly string[]>

/** All default limits, as published at /v1/limits. Bytes, pixels, seconds and counts as the names say. */
export const defaultLimits = {
  ...clientLimits,
  jsonBodyBytes: 65_536,
  bodyBytesAtOnce: 33_554_432,
  headerBytes: 16_384,
  notificationsCounted: 1_000,
  notificationDays: 180,
  writesPerUser5Min: 300,
  writesPerSiteMinute: 30_000,
  requestsPerSiteMinute: 120_000,
  uploadsPerUserHour: 60,
  uploadsPerUserAtOnce: 4,
  uploadBytesPerUser: 1_073_741_824,
  searchesPerMinute: 30,
  searchWords: 16,
  completionCharacters: 1_000,
  followsPerUser: 10_000,
  blocksPerUser: 10_000,
  mutesPerUser: 10_000,
  reportsPerMinute: 30,
  appealReasonCharacters: 2_000,
  appealDays: 184,
  streamsPerUser: 4,
  streamsPerIp: 100,
  streamsPerProcess: 10_000,
  feedsPerStream: 8,
  streamBufferBytes: 65_536,
  outgoingTimeoutSeconds: 10,
  outgoingBytes: 10_485_760,
  outgoingRedirects: 3,
  generatorAnswerBytes: 52_428_800,
  uploadBytesAtOnce: 268_435_456,
  decodeSeconds: 10,
  decodesAtOnce: 2,
  decodesWaiting: 32,
  textsJudgedAtOnce: 16,
  generationDeadlineSeconds: 120,
  generationsPerUserDay: 50,
  generationsPerNewUserDay: 3,
  generationsPerSiteDay: 1_000,
  generationsPerServerDay: 2_000,
  paidPicturesPerUserDay: 10,
  paidPicturesPerServerDay: 100,
  signInsPerAccount5Min: 10,
  signInsPerAccountDay: 100,
  unknownKeysPerIpMinute: 60,
  tokenRequestsPerIpMinute: 600,
  signInPagesPerIpHour: 600,
  signInsPerIpHour: 60,
  signUpsPerIpHour: 10,
  passkeysPerUser: 10,
  accountSessionMinutes: 60,
  freshSignInMinutes: 10,
  inviteDays: 7,
  exportsAtOnce: 8,
  exportMinutes: 60,
  resetHours: 24,
  requestsRunning: 64,
  requestsWaiting: 512,
  connectionsPerProcess: 12_000,
  requestHeaderSeconds: 15,
  requestSeconds: 60,
  silentConnectionSeconds: 120,
  unattachedMediaDays: 15,
  sourceWidths: ['320', '640', '1280', '2048'],
} as const satisfies Record<string, number | readonly string[]>

type Adjustable<T> = { readonly [K in keyof T]: T[K] extends number ? number : readonly string[] }

/** Limits as a server runs with them: the same names, other numbers. */
export type Limits = Adjustable<typeof defaultLimits>

/** Those of them that a client holds itself to. */
export type ClientLimits = Adjustable<typeof clientLimits>

/** Counts what a reader sees as characters (UAX #29 grapheme clusters). */
export function countGraphemes(text: string): number {
  let count = 0
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  for (const _ of segmenter.segment(text)) count += 1
  return count
}

let segmenter: Intl.Segmenter | undefined
