import type { ColourName, Language, Setting, Style, Subject, Time, Weather } from './words/terms.js'

type Spoken = Readonly<Record<Language, string>>

/** A colour as adjective: English, and the German stem that takes an ending. */
export const colourWords: Readonly<Record<ColourName, Spoken>> = {
  red: { en: 'red', de: 'rot' },
  orange: { en: 'orange', de: 'orangefarben' },
  yellow: { en: 'yellow', de: 'gelb' },
  green: { en: 'green', de: 'grün' },
  teal: { en: 'turquoise', de: 'türkisfarben' },
  blue: { en: 'blue', de: 'blau' },
  purple: { en: 'purple', de: 'violett' },
  pink: { en: 'pink', de: 'rosafarben' },
  brown: { en: 'brown', de: 'braun' },
  white: { en: 'white', de: 'weiß' },
  black: { en: 'black', de: 'schwarz' },
}

/** Says a subject with its article and, if given, a colour. */
export const subjectWords: Readonly<Record<Subject, Readonly<Record<Language, (colour?: Spoken) => string>>>> = {
  lighthouse: thing('lighthouse', 'Leuchtturm', 'm'),
  boat: thing('boat', 'Boot', 'n'),
  house: thing('house', 'Haus', 'n'),
  castle: thing('castle', 'Schloss', 'n'),
  bridge: thing('bridge', 'Brücke', 'f'),
  tree: thing('tree', 'Baum', 'm'),
  flowers: thing('flowers', 'Blumen', 'plural'),
  fruit: thing('fruit', 'Früchte', 'plural'),
  vase: thing('vase', 'Vase', 'f'),
  cat: thing('cat', 'Katze', 'f'),
  bird: thing('birds', 'Vögel', 'plural'),
  whale: thing('whale', 'Wal', 'm'),
  fish: thing('fish', 'Fische', 'plural'),
  balloon: thing('hot-air balloon', 'Heißluftballon', 'm'),
  moon: { en: () => 'the moon', de: () => 'der Mond' },
  sun: { en: () => 'the sun', de: () => 'die Sonne' },
  stars: thing('stars', 'Sterne', 'plural'),
  aurora: thing('northern lights', 'Nordlichter', 'plural'),
  planet: thing('planet', 'Planet', 'm'),
  stones: thing('balanced stones', 'gestapelte Steine', 'plural'),
  fox: thing('fox', 'Fuchs', 'm'),
  dog: thing('dog', 'Hund', 'm'),
  wolf: thing('wolf', 'Wolf', 'm'),
  horse: thing('horse', 'Pferd', 'n'),
  deer: thing('deer', 'Hirsch', 'm'),
  rabbit: thing('rabbit', 'Hase', 'm'),
  owl: thing('owl', 'Eule', 'f'),
  butterfly: thing('butterfly', 'Schmetterling', 'm'),
  dragon: thing('dragon', 'Drache', 'm'),
  person: thing('person', 'Mensch', 'm'),
  astronaut: thing('astronaut', 'Astronaut', 'm'),
  robot: thing('robot', 'Roboter', 'm'),
  train: thing('steam train', 'Dampfzug', 'm'),
  car: thing('car', 'Auto', 'n'),
  bicycle: thing('bicycle', 'Fahrrad', 'n'),
  rocket: thing('rocket', 'Rakete', 'f'),
  cup: thing('cup', 'Tasse', 'f'),
  mushroom: thing('mushroom', 'Pilz', 'm'),
  bear: thing('bear', 'Bär', 'm'),
  cow: thing('cow', 'Kuh', 'f'),
  sheep: thing('sheep', 'Schafe', 'plural'),
}

const plurals: ReadonlySet<string> = new Set([
  'flowers',
  'fruit',
  'birds',
  'fish',
  'sheep',
  'stars',
  'northern lights',
  'balanced stones',
])

function thing(english: string, german: string, gender: 'm' | 'f' | 'n' | 'plural') {
  const article = { m: 'ein', f: 'eine', n: 'ein', plural: '' }[gender]
  const ending = { m: 'er', f: 'e', n: 'es', plural: 'e' }[gender]
  return {
    en: (colour?: Spoken) => {
      const name = colour ? `${colour.en} ${english}` : english
      return plurals.has(english) ? name : `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`
    },
    de: (colour?: Spoken) => [article, colour ? colour.de + ending : '', german].filter(Boolean).join(' '),
  }
}

/** Where a subject stands, and what to say when nothing stands there. */
export const settingWords: Readonly<Record<Setting, Readonly<Record<Language, { where: string; alone: string }>>>> = {
  mountains: {
    en: { where: 'in the mountains', alone: 'mountain ranges' },
    de: { where: 'in den Bergen', alone: 'Bergketten' },
  },
  sea: { en: { where: 'by the sea', alone: 'the open sea' }, de: { where: 'am Meer', alone: 'das offene Meer' } },
  underwater: {
    en: { where: 'under water', alone: 'the sea floor under shafts of light' },
    de: { where: 'unter Wasser', alone: 'der Meeresgrund unter Lichtstrahlen' },
  },
  city: { en: { where: 'in a city', alone: 'a city' }, de: { where: 'in einer Stadt', alone: 'eine Stadt' } },
  forest: { en: { where: 'in a forest', alone: 'a forest' }, de: { where: 'in einem Wald', alone: 'ein Wald' } },
  meadow: {
    en: { where: 'in a meadow', alone: 'a wide meadow' },
    de: { where: 'auf einer Wiese', alone: 'eine weite Wiese' },
  },
  desert: {
    en: { where: 'in the desert', alone: 'desert dunes' },
    de: { where: 'in der Wüste', alone: 'Wüstendünen' },
  },
  river: {
    en: { where: 'at a river', alone: 'a winding river' },
    de: { where: 'an einem Fluss', alone: 'ein gewundener Fluss' },
  },
  'still-life': {
    en: { where: 'on a table', alone: 'a still life on a table' },
    de: { where: 'auf einem Tisch', alone: 'ein Stillleben auf einem Tisch' },
  },
  space: { en: { where: 'in space', alone: 'deep space' }, de: { where: 'im Weltraum', alone: 'der tiefe Weltraum' } },
  window: {
    en: { where: 'at a window', alone: 'the view from a window' },
    de: { where: 'am Fenster', alone: 'der Blick aus einem Fenster' },
  },
  abstract: {
    en: { where: 'before a quiet ground', alone: 'an abstract composition of calm shapes' },
    de: { where: 'vor ruhigem Grund', alone: 'eine abstrakte Komposition ruhiger Formen' },
  },
  pond: {
    en: { where: 'in a pond with water lilies', alone: 'a pond with water lilies' },
    de: { where: 'in einem Teich mit Seerosen', alone: 'ein Teich mit Seerosen' },
  },
}

/** When, as an adverbial. */
export const timeWords: Readonly<Record<Time, Spoken>> = {
  dawn: { en: 'at dawn', de: 'am Morgen' },
  day: { en: 'by day', de: 'am Tag' },
  golden: { en: 'in golden evening light', de: 'im goldenen Abendlicht' },
  dusk: { en: 'at dusk', de: 'in der Abenddämmerung' },
  night: { en: 'at night', de: 'bei Nacht' },
}

/** In which weather, as an adverbial. */
export const weatherWords: Readonly<Record<Weather, Spoken>> = {
  rain: { en: 'in rain', de: 'im Regen' },
  snow: { en: 'in snow', de: 'im Schnee' },
  fog: { en: 'in fog', de: 'im Nebel' },
  storm: { en: 'in a storm', de: 'im Sturm' },
  wind: { en: 'in the wind', de: 'im Wind' },
}

/** How, said after the picture. */
export const styleWords: Readonly<Record<Style, Spoken>> = {
  gouache: { en: 'gouache', de: 'Gouache' },
  watercolour: { en: 'watercolour', de: 'Aquarell' },
  'stained-glass': { en: 'as stained glass', de: 'als Glasmalerei' },
  'paper-cut': { en: 'cut from paper', de: 'als Papierschnitt' },
  woodblock: { en: 'as a woodblock print', de: 'als Holzschnitt' },
  pixel: { en: 'in pixel art', de: 'als Pixelbild' },
  ink: { en: 'ink drawing', de: 'Tuschezeichnung' },
  neon: { en: 'in neon light', de: 'in Neonlicht' },
}
