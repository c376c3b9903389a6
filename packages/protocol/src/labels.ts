/** The labels for which a reader may want to be asked before a picture is shown. Others say what they say, and cover nothing. */
export const CONTENT_WARNINGS = [
  'sensitive',
  'nsfw',
  'nudity',
  'sexual',
  'porn',
  'violence',
  'graphic',
  'graphic-media',
  'gore',
  'spoiler',
] as const
