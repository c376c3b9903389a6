import type { Entry } from './meaning.js'

/** Words that say when, in which weather, how and in which colour, in English and German. */
export const toneWords: readonly Entry[] = [
  {
    time: 'dawn',
    words: 'dawn sunrise morning daybreak morgendaemmerung morgen sonnenaufgang morgengrauen frueh morgenrot',
  },
  { time: 'day', words: 'day noon midday daylight bright tag mittag tageslicht taghell heiter' },
  {
    time: 'golden',
    words:
      'golden sunset evening afternoon goldenhour sundown abend sonnenuntergang abendsonne nachmittag abendlicht golden abendrot',
  },
  { time: 'dusk', words: 'dusk twilight daemmerung bluehour gloaming abenddaemmerung zwielicht bluestunde' },
  { time: 'night', words: 'night midnight nocturne nightfall dark nacht mitternacht nachts dunkel naechtlich finster' },
  { weather: 'rain', words: 'rain rainy drizzle shower downpour wet regen regnerisch nieselregen schauer verregnet' },
  {
    weather: 'snow',
    season: 'winter',
    words: 'snow snowy snowfall blizzard snowflake schnee verschneit schneefall schneien schneeflocke schneesturm',
  },
  { weather: 'fog', words: 'fog foggy mist misty haze hazy nebel neblig dunst dunstig diesig' },
  {
    weather: 'storm',
    words: 'storm stormy thunder thunderstorm lightning tempest sturm stuermisch gewitter unwetter orkan',
  },
  { weather: 'wind', words: 'wind windy breeze breezy windig brise boee' },
  { season: 'spring', words: 'spring springtime april fruehling fruehjahr lenz fruehlingshaft mai' },
  { season: 'summer', words: 'summer summery july august sommer sommerlich juli' },
  { season: 'autumn', words: 'autumn autumnal fall october november herbst herbstlich oktober' },
  {
    season: 'winter',
    words: 'winter wintry frost frosty ice icy december januar winterlich eis eisig dezember frostig',
  },
  { style: 'gouache', words: 'gouache oil acrylic oilpainting painting oelgemaelde oelbild gemaelde acryl' },
  {
    style: 'watercolour',
    words: 'watercolour watercolor aquarelle wash aquarell wasserfarbe wasserfarben aquarelliert',
  },
  {
    style: 'stained-glass',
    words: 'stainedglass mosaic tiffany glasmalerei kirchenfenster buntglas buntglasfenster mosaik glasfenster',
  },
  {
    style: 'paper-cut',
    words: 'papercut papercraft collage cutout origami scherenschnitt papierschnitt collage papier',
  },
  {
    style: 'woodblock',
    words: 'woodblock woodcut ukiyo-e ukiyoe linocut japanese holzschnitt linolschnitt japanisch farbholzschnitt',
  },
  { style: 'pixel', words: 'pixel pixelart 8bit 8-bit 16bit retro voxel pixelkunst pixelgrafik' },
  {
    style: 'ink',
    words:
      'ink sketch drawing etching pencil engraving hatching charcoal ' +
      'tusche zeichnung skizze radierung bleistift kupferstich kohlezeichnung tuschezeichnung federzeichnung',
  },
  { style: 'neon', words: 'neon cyberpunk synthwave neonlight vaporwave neonlicht leuchtreklame' },
  { colour: 'red', words: 'red crimson scarlet ruby rot roter rote rotes rubinrot karmin scharlachrot' },
  { colour: 'orange', words: 'orange amber tangerine-coloured orangefarben bernstein kupfer copper' },
  { colour: 'yellow', words: 'yellow ochre lemon-yellow gelb gelber ocker zitronengelb' },
  { colour: 'green', words: 'green emerald olive gruen gruener smaragd smaragdgruen oliv' },
  { colour: 'teal', words: 'teal turquoise cyan aqua tuerkis petrol' },
  { colour: 'blue', words: 'blue azure indigo navy cobalt blau blauer azurblau indigoblau kobalt hellblau dunkelblau' },
  { colour: 'purple', words: 'purple violet lilac mauve lila violett purpur flieder' },
  { colour: 'pink', words: 'pink magenta salmon-pink rosa rosafarben' },
  { colour: 'brown', words: 'brown sepia tan braun brauner' },
  { colour: 'white', words: 'white pale weiss weisser' },
  { colour: 'black', words: 'black schwarz schwarzer' },
  { mood: 'monochrome', words: 'monochrome blackandwhite grayscale greyscale schwarzweiss einfarbig noir' },
  {
    mood: 'calm',
    words: 'calm quiet peaceful serene still silent tranquil gentle ruhig still friedlich leise stille sanft',
  },
  { mood: 'lonely', words: 'lonely alone lone solitary melancholy sad einsam allein traurig melancholisch verlassen' },
  { mood: 'warm', words: 'warm cosy cozy happy joyful cheerful gemuetlich froehlich heiss freundlich behaglich' },
  {
    mood: 'dreamy',
    words: 'dreamy dream magical mystical ethereal fairytale vertraeumt traum magisch maerchenhaft zauberhaft',
  },
]
