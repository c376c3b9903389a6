import type { Entry } from './meaning.js'

/** Words for what walks, flies or travels, in English and German. */
export const creatureWords: readonly Entry[] = [
  { subject: 'fox', words: 'fox vixen fuchs rotfuchs polarfuchs fuechse' },
  {
    subject: 'dog',
    words:
      'dog puppy pup hound retriever labrador terrier dachshund corgi husky ' +
      'hund huendchen welpe dackel schaeferhund pudel poodle',
  },
  { subject: 'wolf', words: 'wolf wolves coyote woelfe werewolf' },
  { subject: 'horse', words: 'horse pony stallion mare foal mustang pferd hengst stute fohlen' },
  { subject: 'horse', detail: 'horn', words: 'unicorn einhorn' },
  { subject: 'deer', words: 'deer stag elk moose reindeer doe hirsch reh rentier elch rehbock' },
  { subject: 'bear', words: 'bear grizzly baer braunbaer baeren' },
  { subject: 'bear', season: 'winter', words: 'polarbear eisbaer' },
  { subject: 'cow', words: 'cow cattle calf bull kuh kuehe rind kalb stier ochse' },
  { subject: 'sheep', words: 'sheep lamb ewe schaf laemmer lamm schafherde' },
  { subject: 'rabbit', words: 'rabbit bunny hare kaninchen hase haeschen' },
  { subject: 'owl', words: 'owl eule uhu kauz waldkauz schneeeule schleiereule' },
  { subject: 'butterfly', words: 'butterfly dragonfly moth schmetterling falter libelle' },
  { subject: 'dragon', words: 'dragon wyvern drache drachen' },
  {
    subject: 'person',
    words:
      'person girl boy woman man child kid lady traveller traveler wanderer hiker figure somebody someone people human ' +
      'mother father mutter vater teenager teen maedchen bub knabe frau mann kind wanderer mensch jemand spaziergaenger reisender menschen',
  },
  { subject: 'person', detail: 'umbrella', words: 'umbrella parasol regenschirm schirm' },
  { subject: 'astronaut', words: 'astronaut cosmonaut spaceman astronautin raumfahrer kosmonaut' },
  { subject: 'robot', words: 'robot android droid roboter maschinenmensch' },
  { subject: 'train', words: 'train locomotive railway steamtrain zug dampflok lokomotive eisenbahn dampfzug' },
  { subject: 'car', words: 'car automobile oldtimer vintagecar auto wagen pkw' },
  { subject: 'bicycle', words: 'bicycle bike cycle fahrrad velo rad' },
  { subject: 'rocket', words: 'rocket spaceship spacecraft starship rakete raumschiff weltraumrakete' },
  {
    subject: 'cup',
    words: 'cup coffee mug espresso cappuccino latte cocoa tasse kaffee becher kaffeetasse kakao kaffeebecher',
  },
  { subject: 'cup', detail: 'teapot', words: 'tea teapot teacup tee teekanne teetasse kaffeekanne' },
  { subject: 'mushroom', words: 'mushroom toadstool fungi pilz fliegenpilz steinpilz' },
  { subject: 'mushroom', detail: 'door', words: 'mushroomhouse pilzhaus pilzhaeuschen' },
]
