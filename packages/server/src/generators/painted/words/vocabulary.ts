import { foldWord, stemWord } from './fold.js'
import type { Meaning } from './meaning.js'
import { creatureWords } from './vocabulary-creatures.js'
import { placeWords } from './vocabulary-places.js'
import { thingWords } from './vocabulary-things.js'
import { toneWords } from './vocabulary-tones.js'

/** Pairs and triples of words that mean something else than their parts. */
const phrases: Readonly<Record<string, string>> = {
  'golden hour': 'goldenhour',
  'blue hour': 'bluehour',
  'blaue stunde': 'bluestunde',
  'stained glass': 'stainedglass',
  'still life': 'stilllife',
  'paper cut': 'papercut',
  'under water': 'underwater',
  'under sea': 'underwater',
  'unter wasser': 'unterwasser',
  'unter meer': 'unterwasser',
  'black white': 'blackandwhite',
  'schwarz weiss': 'schwarzweiss',
  'hot air': 'hotairballoon',
  'northern light': 'northernlight',
  'northern lights': 'northernlight',
  'milky way': 'milkyway',
  'wood block': 'woodblock',
  'wood print': 'woodblock',
  'pixel art': 'pixelart',
  'low sun': 'lowsun',
  'water colour': 'watercolour',
  'water color': 'watercolour',
  'cherry blossom': 'cherryblossom',
  'outer space': 'space',
  'early morning': 'morning',
  'apple tree': 'apfelbaum',
  'full moon': 'fullmoon',
  'koi pond': 'koipond',
  'koi fish': 'koifish',
  'goldfish pond': 'koipond',
  'mushroom house': 'mushroomhouse',
  'polar bear': 'polarbear',
  'steam train': 'steamtrain',
  'vintage car': 'vintagecar',
  'palm tree': 'palmtree',
  'hot chocolate': 'cocoa',
}

/** The one word that stands for a pair of folded words, if the pair is a phrase. */
export function findPhrase(first: string, second: string): string | undefined {
  const pair = `${first} ${second}`
  return Object.hasOwn(phrases, pair) ? phrases[pair] : undefined
}

const { meaningOfWord, meaningOfStem } = buildDictionary()

function buildDictionary(): Record<'meaningOfWord' | 'meaningOfStem', ReadonlyMap<string, Meaning>> {
  const meaningOfWord = new Map<string, Meaning>()
  const meaningOfStem = new Map<string, Meaning>()
  for (const { words, ...meaning } of [...placeWords, ...thingWords, ...creatureWords, ...toneWords]) {
    for (const word of words.split(' ')) {
      const folded = foldWord(word)
      if (!meaningOfWord.has(folded)) meaningOfWord.set(folded, meaning)
      const stem = stemWord(folded)
      if (!meaningOfStem.has(stem)) meaningOfStem.set(stem, meaning)
    }
  }
  return { meaningOfWord, meaningOfStem }
}

/** Looks a folded word up: as it stands, then by its stem, then as a German compound, head and modifier.
 *  @returns what it means, the head's meaning last; empty for an unknown word. */
export function findMeanings(word: string): readonly Meaning[] {
  const whole = findWhole(word)
  if (whole) return [whole]
  return word.length >= 6 ? findCompound(word) : []
}

/** As it stands, by its stem, or by the stem without the umlaut of a plural: Häuser, Bäume, Vögel. */
function findWhole(word: string): Meaning | undefined {
  const stem = stemWord(word)
  return (
    meaningOfWord.get(word) ??
    meaningOfStem.get(stem) ??
    meaningOfStem.get(stem.replace(/[aou]e/, (pair) => pair.charAt(0)))
  )
}

/** Takes the longest known start whose rest is known too, else the longest known start or end of four letters. */
function findCompound(word: string): readonly Meaning[] {
  for (let cut = word.length - 3; cut >= 3; cut--) {
    const start = findStart(word.slice(0, cut))
    const end = findWhole(word.slice(cut))
    if (start && end) return [start, end]
  }
  for (let length = word.length - 1; length >= 4; length--) {
    const end = findWhole(word.slice(word.length - length))
    if (end) return [end]
    const start = length >= 5 || word.length - length >= 4 ? findStart(word.slice(0, length)) : undefined
    if (start) return [start]
  }
  return []
}

/** A modifier may carry a linking letter: Sonne-n-untergang, Birke-n-wald. */
function findStart(part: string): Meaning | undefined {
  return findWhole(part) ?? (part.length > 4 && /[sn]$/.test(part) ? findWhole(part.slice(0, -1)) : undefined)
}
