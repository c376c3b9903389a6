import type { Entry } from './meaning.js'

/** Words that say where, in English and German. */
export const placeWords: readonly Entry[] = [
  {
    setting: 'mountains',
    words:
      'mountain peak summit alp alpine ridge highland fjord volcano glacier valley range ' +
      'berg gebirge gipfel alm alpen hochland vulkan gletscher tal bergkette gebirgskette',
  },
  { setting: 'mountains', detail: 'lake', words: 'lake lagoon pond tarn see bergsee weiher teich stausee gartenteich' },
  { setting: 'mountains', detail: 'waterfall', words: 'waterfall cascade wasserfall' },
  {
    setting: 'sea',
    words:
      'sea ocean coast shore wave surf tide bay horizon atlantic pacific baltic ' +
      'meer ozean kueste welle brandung bucht nordsee ostsee seestueck watt horizont ufer',
  },
  { setting: 'sea', detail: 'beach', words: 'beach seaside sand strand sandstrand badestrand' },
  { setting: 'sea', detail: 'cliff', words: 'cliff rocky klippe steilkueste felsen felskueste kreidefelsen' },
  { setting: 'sea', detail: 'island', words: 'island isle insel hallig' },
  { setting: 'sea', detail: 'harbour', words: 'harbour harbor port pier dock marina hafen mole steg' },
  {
    setting: 'underwater',
    words:
      'underwater submarine reef coral seabed undersea aquarium kelp jellyfish ' +
      'unterwasser riff korallenriff koralle meeresgrund tiefsee aquarium meerestiefe qualle',
  },
  {
    setting: 'city',
    words:
      'city town skyline downtown metropolis skyscraper tokyo paris berlin london venice urban rooftop village ' +
      'stadt altstadt grossstadt innenstadt hochhaus wolkenkratzer metropole hamburg muenchen wien dorf daecher',
  },
  { setting: 'city', detail: 'street', words: 'street alley avenue road lane strasse gasse allee' },
  {
    setting: 'forest',
    words: 'forest wood woodland jungle grove woods wald forst gehoelz dschungel hain lichtung waldweg',
  },
  {
    setting: 'meadow',
    words:
      'meadow field pasture grassland prairie farm countryside steppe park plain ' +
      'wiese feld weide acker landschaft heide park bauernhof blumenwiese ebene',
  },
  { setting: 'meadow', detail: 'garden', words: 'garden garten blumengarten backyard' },
  { detail: 'hill', words: 'hill hillside knoll tuscany huegel anhoehe toskana' },
  { setting: 'desert', words: 'desert dune sahara canyon mesa wueste duene sandduene canyon sahara' },
  { setting: 'desert', detail: 'cactus', words: 'cactus cacti kaktus kakteen' },
  { setting: 'river', words: 'river stream creek brook canal fluss bach strom kanal flusslauf rhein elbe donau' },
  {
    setting: 'still-life',
    words: 'stilllife table tabletop bowl kitchen breakfast stillleben stilleben tisch schale kueche fruehstueck',
  },
  {
    setting: 'space',
    words:
      'space galaxy nebula cosmos universe cosmic orbit milkyway ' +
      'weltraum weltall galaxie nebula kosmos universum milchstrasse orbit',
  },
  { setting: 'window', words: 'window windowsill sill balcony room fenster fensterbank fensterbrett balkon zimmer' },
  {
    setting: 'abstract',
    words: 'abstract geometric shape pattern composition abstrakt geometrisch form muster komposition',
  },
  { detail: 'path', words: 'path trail footpath weg pfad feldweg' },
  { detail: 'birch', setting: 'forest', words: 'birch birke' },
  { detail: 'conifer', setting: 'forest', words: 'pine fir spruce conifer kiefer tanne fichte nadelbaum tannenwald' },
  { detail: 'clouds', words: 'cloud cloudy wolke bewoelkt wolkig' },
]
