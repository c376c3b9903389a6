import { splitPrompt } from './fold.js'
import type { ColourName, Detail, Language, Mood, Season, Setting, Style, Subject, Time, Weather } from './terms.js'
import type { Meaning } from './meaning.js'
import { findMeanings, findPhrase } from './vocabulary.js'

/** A thing to show, and the colour right before its word. */
export interface NamedSubject {
  readonly kind: Subject
  readonly colour?: ColourName
}

/** What a prompt says, in the painter's terms. Everything it leaves open is absent. */
export interface Reading {
  readonly language: Language
  readonly setting?: Setting
  /** The first is the main one; at most three. */
  readonly subjects: readonly NamedSubject[]
  readonly time?: Time
  readonly weather: readonly Weather[]
  readonly season?: Season
  readonly style?: Style
  /** A colour that is not bound to a subject: it tints the whole picture. */
  readonly tint?: ColourName
  readonly moods: readonly Mood[]
  readonly details: readonly Detail[]
  /** Folded words without meaning to the painter, stop words left out. */
  readonly unknown: readonly string[]
}

/** Reads a prompt in English or German. Total: any text gives a reading. */
export function readPrompt(prompt: string): Reading {
  const spoken = splitPrompt(prompt)
  const words = joinPhrases(spoken)
  const found: Found = { subjects: [], weather: [], moods: [], details: [], unknown: [], settings: [] }
  let colour: ColourName | undefined
  for (const word of words) {
    if (stopWords.has(word)) continue
    const meanings = meaningsOf(word)
    if (meanings.length === 0) found.unknown.push(word)
    for (const meaning of meanings) {
      if (meaning.colour && !isNoun(meaning)) {
        if (colour) found.tint ??= colour
        colour = meaning.colour
        continue
      }
      if (colour && !meaning.subject && isNoun(meaning)) found.tint ??= colour
      note(found, meaning, meaning.subject ? colour : undefined)
      if (isNoun(meaning)) colour = undefined
    }
  }
  if (colour) found.tint ??= colour
  const { settings, ...rest } = found
  const setting = settings.find((name) => name !== 'window' && name !== 'abstract') ?? settings[0]
  const isWindow = settings.includes('window') && setting !== 'still-life'
  return {
    ...rest,
    language: languageOf(spoken),
    ...(setting ? { setting: isWindow ? 'window' : setting } : {}),
    subjects: withoutMaterial(found.subjects).slice(0, 3),
  }
}

/** A hyphenated word is looked up as one (paper-cut), then part by part (cat-like). */
function meaningsOf(word: string): readonly Meaning[] {
  if (!word.includes('-')) return findMeanings(word)
  const joined = findMeanings(word.replaceAll('-', ''))
  return joined.length > 0 ? joined : word.split('-').slice(0, 4).flatMap(findMeanings)
}

/** A stone bridge is one thing: stone counts as a subject only when it stands alone. */
function withoutMaterial(subjects: readonly NamedSubject[]): readonly NamedSubject[] {
  return subjects.length > 1 ? subjects.filter(({ kind }) => kind !== 'stones') : subjects
}

interface Found {
  settings: Setting[]
  subjects: NamedSubject[]
  time?: Time
  weather: Weather[]
  season?: Season
  style?: Style
  tint?: ColourName
  moods: Mood[]
  details: Detail[]
  unknown: string[]
}

function note(found: Found, meaning: Meaning, colour: ColourName | undefined): void {
  if (meaning.setting) addOnce(found.settings, meaning.setting)
  if (meaning.subject) noteSubject(found, meaning.subject, colour)
  if (meaning.time && (!found.time || meaning.time === 'night')) found.time = meaning.time
  if (meaning.weather) addOnce(found.weather, meaning.weather)
  if (meaning.season) found.season ??= meaning.season
  if (meaning.style) found.style ??= meaning.style
  if (meaning.mood) addOnce(found.moods, meaning.mood)
  if (meaning.detail) addOnce(found.details, meaning.detail)
}

/** A subject that is named again may gain a colour: a girl with a red umbrella. */
function noteSubject({ subjects }: Found, kind: Subject, colour: ColourName | undefined): void {
  const index = subjects.findIndex((known) => known.kind === kind)
  const named = colour ? { kind, colour } : { kind }
  if (index < 0) subjects.push(named)
  else if (colour && !subjects[index]?.colour) subjects[index] = named
}

function addOnce<T>(list: T[], value: T): void {
  if (!list.includes(value)) list.push(value)
}

function isNoun(meaning: Meaning): boolean {
  return meaning.subject !== undefined || meaning.setting !== undefined || meaning.detail !== undefined
}

function joinPhrases(words: readonly string[]): readonly string[] {
  const joined: string[] = []
  const meant = words.filter((word) => !linkWords.has(word))
  for (let index = 0; index < meant.length; index++) {
    const word = meant[index] ?? ''
    const phrase = findPhrase(word, meant[index + 1] ?? '')
    if (phrase) index++
    joined.push(phrase ?? word)
  }
  return joined
}

/** German when more words can only be German than only English. */
function languageOf(words: readonly string[]): Language {
  let german = 0
  let english = 0
  for (const word of words) {
    if (germanMarks.has(word) || /(ung|lich|ig|wald|berg|haus|turm|licht|himmel|schein|see)$/.test(word)) german++
    else if (/(ae|oe|ue|sch)/.test(word)) german++
    if (englishMarks.has(word) || /(ing|tion|ght|house|th)$/.test(word)) english++
  }
  return german > english ? 'de' : 'en'
}

const linkWords = new Set(['and', 'und', 'the', 'der', 'die', 'das', 'dem', 'den'])

const germanMarks = new Set(
  (
    'ein eine einen einem einer am im bei mit und der die das dem den auf unter ueber vor hinter zwischen vom zum ' +
    'katze mond nacht tag meer fluss stadt wiese blumen baum boot sommer herbst fruehling regen schnee ' +
    'nebel sturm morgen abend wueste fenster vogel fisch wal sterne schloss bruecke rote roter gelbe gruene blaue ' +
    'weisse schwarze duenen wolken strand kueste sonne zitronen stillleben aquarell tusche'
  ).split(' '),
)

const englishMarks = new Set(
  (
    'a an the in at on with of and by under over from cat moon day sea river city meadow flowers tree summer ' +
    'autumn spring rain snow fog storm morning evening desert window bird whale stars castle bridge red yellow ' +
    'green blue white black dunes clouds beach coast sun watercolour watercolor ink is are'
  ).split(' '),
)

const stopWords = new Set(
  (
    'a an the in at on with of and by under over from to for is are as it its into near above below behind beside ' +
    'has have had does care bar bare beard mane stage carrot some very my your our this that small big large little old young tiny huge one two three style print art picture image ' +
    'ein eine einen einem einer eines der die das dem den des am im in bei mit und auf unter ueber vor hinter ' +
    'zwischen vom von zum zur an als ist sind es klein kleine kleines kleiner gross grosse grosses grosser alt alte ' +
    'altes alter sehr mein dein unser dies bild stil kunst layered tief tiefe'
  ).split(' '),
)
