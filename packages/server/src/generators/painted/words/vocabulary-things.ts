import type { Entry } from './meaning.js'

/** Words that say what, in English and German. */
export const thingWords: readonly Entry[] = [
  { subject: 'lighthouse', words: 'lighthouse beacon leuchtturm leuchtfeuer' },
  { subject: 'boat', words: 'boat ship canoe kayak ferry vessel barge boot schiff kahn faehre kutter ruderboot kanu' },
  {
    subject: 'boat',
    detail: 'sail',
    words: 'sail sailing sailboat sailingboat yacht regatta segel segelboot segelschiff segler segeln',
  },
  {
    subject: 'house',
    words:
      'house cottage cabin hut home barn farmhouse church chapel mill ' +
      'haus haeuschen huette bauernhaus scheune kirche kapelle muehle almhuette holzhuette heim',
  },
  { subject: 'castle', words: 'castle palace fortress ruin tower burg schloss festung ruine turm' },
  { subject: 'bridge', words: 'bridge viaduct bruecke viadukt' },
  { subject: 'tree', words: 'tree oak willow maple elm baum eiche weidenbaum ahorn linde buche obstbaum apfelbaum' },
  {
    subject: 'tree',
    detail: 'cherry',
    season: 'spring',
    words: 'blossom cherryblossom sakura cherry kirschbaum kirschbluete kirsche apfelbluete bluetenbaum',
  },
  { subject: 'tree', detail: 'palm', words: 'palm palmtree palme' },
  {
    subject: 'flowers',
    words:
      'flower wildflower bloom bouquet peony daisy lily blumen blume bluete strauss blumenstrauss wildblume ' +
      'pfingstrose gaensebluemchen lilie bluehend bluehen dahlia dahlie',
  },
  { subject: 'flowers', detail: 'poppy', words: 'poppy poppies mohn mohnblume klatschmohn mohnfeld' },
  { subject: 'flowers', detail: 'rose', words: 'rose rosen' },
  { subject: 'flowers', detail: 'tulip', words: 'tulip tulpe' },
  { subject: 'flowers', detail: 'sunflower', words: 'sunflower sonnenblume' },
  { subject: 'flowers', detail: 'lavender', words: 'lavender lavendel lavendelfeld' },
  { subject: 'fruit', words: 'fruit plum peach cherries obst frucht fruechte pflaume pfirsich kirschen' },
  { subject: 'fruit', detail: 'lemon', words: 'lemon zitrone' },
  { subject: 'fruit', detail: 'apple', words: 'apple apfel aepfel' },
  { subject: 'fruit', detail: 'orange-fruit', words: 'oranges tangerine mandarin orangen apfelsine mandarine' },
  { subject: 'fruit', detail: 'pear', words: 'pear birne' },
  { subject: 'vase', words: 'vase jug pitcher pot jar vase krug kanne topf' },
  { subject: 'cat', words: 'cat kitten kitty tomcat feline katze kaetzchen kater' },
  {
    subject: 'bird',
    words:
      'bird gull seagull crow raven crane heron swallow robin sparrow ' +
      'vogel voegel moewe kraehe rabe kranich reiher schwalbe rotkehlchen spatz',
  },
  { subject: 'fish', setting: 'pond', words: 'koi koifish koipond koiteich goldfischteich koikarpfen' },
  { subject: 'whale', words: 'whale orca dolphin wal buckelwal blauwal delfin' },
  { subject: 'fish', words: 'fish shoal goldfish seahorse salmon fisch fischschwarm goldfisch seepferdchen lachs' },
  { subject: 'balloon', words: 'balloon hotairballoon ballon heissluftballon luftballon zeppelin airship' },
  { subject: 'moon', words: 'moon fullmoon crescent moonlight mond vollmond halbmond mondsichel mondlicht mondschein' },
  { subject: 'sun', words: 'sun sunlight sunny sunshine sonne sonnig sonnenlicht sonnenschein' },
  { subject: 'sun', detail: 'low-sun', words: 'lowsun tiefstehend' },
  { subject: 'stars', words: 'star starry constellation stern sternenhimmel sternklar sternbild sternschnuppe' },
  { subject: 'aurora', words: 'aurora northernlight borealis nordlicht polarlicht' },
  { subject: 'planet', words: 'planet saturn mars jupiter planeten' },
  { subject: 'stones', words: 'stone pebble cairn zen rock boulder stein kiesel steinturm findling' },
]
