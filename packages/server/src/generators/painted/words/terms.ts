/** Where a picture plays. */
export type Setting = (typeof settings)[number]
/** What a picture shows. */
export type Subject = (typeof subjects)[number]
/** The hour, which sets light and colour. */
export type Time = (typeof times)[number]
/** What falls or blows. */
export type Weather = (typeof weathers)[number]
/** The time of year, which colours what grows. */
export type Season = (typeof seasons)[number]
/** How the plan is finished. */
export type Style = (typeof styles)[number]
/** A colour that was asked for by name. */
export type ColourName = (typeof colourNames)[number]
/** A tone of the whole picture. */
export type Mood = (typeof moods)[number]
/** A detail that a setting knows how to draw. */
export type Detail = (typeof details)[number]
/** The language that alt texts are written in. */
export type Language = 'en' | 'de'

/** All settings. */
export const settings = [
  'mountains',
  'sea',
  'underwater',
  'city',
  'forest',
  'meadow',
  'desert',
  'river',
  'still-life',
  'space',
  'window',
  'abstract',
  'pond',
] as const

/** All subjects. */
export const subjects = [
  'lighthouse',
  'boat',
  'house',
  'castle',
  'bridge',
  'tree',
  'flowers',
  'fruit',
  'vase',
  'cat',
  'bird',
  'whale',
  'fish',
  'balloon',
  'moon',
  'sun',
  'stars',
  'aurora',
  'planet',
  'stones',
  'fox',
  'dog',
  'wolf',
  'horse',
  'deer',
  'rabbit',
  'owl',
  'butterfly',
  'dragon',
  'person',
  'astronaut',
  'robot',
  'train',
  'car',
  'bicycle',
  'rocket',
  'cup',
  'mushroom',
  'bear',
  'sheep',
  'cow',
] as const

/** All times of day. */
export const times = ['dawn', 'day', 'golden', 'dusk', 'night'] as const

/** All kinds of weather. */
export const weathers = ['rain', 'snow', 'fog', 'storm', 'wind'] as const

/** All seasons. */
export const seasons = ['spring', 'summer', 'autumn', 'winter'] as const

/** All styles. */
export const styles = [
  'gouache',
  'watercolour',
  'stained-glass',
  'paper-cut',
  'woodblock',
  'pixel',
  'ink',
  'neon',
] as const

/** All colours. */
export const colourNames = [
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'purple',
  'pink',
  'brown',
  'white',
  'black',
] as const

/** All moods. Monochrome stands here because it, too, is a tone of the whole. */
export const moods = ['calm', 'lonely', 'warm', 'dreamy', 'monochrome'] as const

/** All details. */
export const details = [
  'lake',
  'hill',
  'island',
  'harbour',
  'birch',
  'conifer',
  'cherry',
  'palm',
  'poppy',
  'rose',
  'tulip',
  'sunflower',
  'lavender',
  'lemon',
  'apple',
  'orange-fruit',
  'pear',
  'clouds',
  'cliff',
  'street',
  'path',
  'waterfall',
  'cactus',
  'sail',
  'low-sun',
  'beach',
  'umbrella',
  'door',
  'teapot',
  'garden',
  'horn',
] as const
