import type { ColourName, Detail, Mood, Season, Setting, Style, Subject, Time, Weather } from './terms.js'

/** What a word means to the painter. One word may mean several things: snow is weather and winter. */
export interface Meaning {
  readonly setting?: Setting
  readonly subject?: Subject
  readonly time?: Time
  readonly weather?: Weather
  readonly season?: Season
  readonly style?: Style
  readonly colour?: ColourName
  readonly mood?: Mood
  readonly detail?: Detail
}

/** Words with one meaning, parted by spaces, German umlauts written out (ae, oe, ue, ss). */
export interface Entry extends Meaning {
  readonly words: string
}
