import { isInSky } from './plan.js'
import type { Scene, Stand } from './scene.js'
import { isAirborne, isPartOf, needsNearGround } from './subject-kinds.js'
import { drawMeadow } from './settings/meadow.js'
import { drawMountains } from './settings/mountains.js'
import { drawSea } from './settings/sea.js'
import { drawPond } from './settings/pond.js'
import type { DrawSetting } from './settings/setting.js'
import { drawAbstract } from './settings/abstract.js'
import { drawCity } from './settings/city.js'
import { drawDesert } from './settings/desert.js'
import { drawForest } from './settings/forest.js'
import { drawRiver } from './settings/river.js'
import { drawSpace } from './settings/space.js'
import { drawStillLife } from './settings/still-life.js'
import { drawUnderwater } from './settings/underwater.js'
import { drawWindow } from './settings/window.js'
import { drawAstronaut } from './subjects/astronaut.js'
import { drawBicycle } from './subjects/bicycle.js'
import { drawButterfly } from './subjects/butterfly.js'
import { drawCar } from './subjects/car.js'
import { drawCup } from './subjects/cup.js'
import { drawDeer } from './subjects/deer.js'
import { drawDragon } from './subjects/dragon.js'
import { drawFox } from './subjects/fox.js'
import { drawHorse } from './subjects/horse.js'
import { drawMushroom } from './subjects/mushroom.js'
import { drawOwl } from './subjects/owl.js'
import { drawPerson } from './subjects/person.js'
import { drawRabbit } from './subjects/rabbit.js'
import { drawRobot } from './subjects/robot.js'
import { drawRocket } from './subjects/rocket.js'
import { drawTrain } from './subjects/train.js'
import { drawCow } from './subjects/cow.js'
import { drawBear } from './subjects/bear.js'
import { drawSheep } from './subjects/sheep.js'
import { drawDog, drawWolf } from './subjects/dog.js'
import { drawBalloon } from './subjects/balloon.js'
import { drawBird } from './subjects/bird.js'
import { drawBridge, standOnBridge } from './subjects/bridge.js'
import { drawCastle } from './subjects/castle.js'
import { drawCat } from './subjects/cat.js'
import { drawFish } from './subjects/fish.js'
import { drawFruit } from './subjects/fruit.js'
import { drawPlanet } from './subjects/planet.js'
import { drawStones } from './subjects/stones.js'
import { drawWhale } from './subjects/whale.js'
import { drawFlowers, drawVase } from './subjects/vase.js'
import { drawSky } from './sky.js'
import { drawBoat } from './subjects/boat.js'
import { drawHouse } from './subjects/house.js'
import { drawLighthouse } from './subjects/lighthouse.js'
import type { DrawSubject } from './subjects/subject.js'
import { drawTree } from './subjects/tree.js'
import type { Setting, Subject } from './words/terms.js'

/** Draws the reference picture of a scene: sky, setting, subjects, then what stands in front of them. */
export function drawScene(scene: Scene): void {
  drawSky(scene)
  const { stand, drawFront } = settingPainters[scene.plan.setting](scene)
  const { subjects, setting } = scene.plan
  const shown = subjects.filter(
    ({ kind }) => !isInSky(kind) && !isPartOf(kind, subjects) && !(setting === 'pond' && kind === 'fish'),
  )
  const standing = shown.filter(({ kind }) => !isAirborne(kind))
  const onGround = standing.filter(({ kind }) => kind !== 'bridge')
  for (const bridge of standing) if (bridge.kind === 'bridge') drawBridge(scene, stand, bridge)
  const ground = onGround.length < standing.length ? standOnBridge(scene, stand) : stand
  onGround.forEach((subject, index) => subjectPainters[subject.kind]?.(scene, standFor(scene, ground, index), subject))
  const inAir = shown.filter(({ kind }) => isAirborne(kind))
  for (const subject of inAir) if (!isBeforeAll(subject.kind)) subjectPainters[subject.kind]?.(scene, stand, subject)
  drawFront?.()
  for (const subject of inAir) if (isBeforeAll(subject.kind)) subjectPainters[subject.kind]?.(scene, stand, subject)
}

/** On a branch or in the air right before the eye: nothing stands in front, and no water mirrors it. */
function isBeforeAll(kind: Subject): boolean {
  return kind === 'owl' || kind === 'bird' || kind === 'butterfly'
}

/** The first subject gets the stand; the others stand beside it, smaller, towards the middle. */
function standFor(scene: Scene, stand: Stand, index: number): Stand {
  if (index === 0) return stand
  const isWide = scene.plan.subjects.some(({ kind }) => needsNearGround(kind) && kind !== 'person')
  const isTable = stand.ground === 'table' && !isWide
  const towardsMiddle = stand.x > scene.width / 2 ? -1 : 1
  const away = stand.size * (isTable ? 0.85 : isWide ? 1.5 : 1.1)
  const margin = Math.min(0.16, stand.size * 0.6)
  return {
    ...stand,
    x: Math.min(scene.width - margin, Math.max(margin, stand.x + towardsMiddle * away * index)),
    y: isTable ? stand.y + 0.05 * index : stand.y,
    size: isTable ? stand.size : stand.size * 0.62,
  }
}

const settingPainters: Readonly<Record<Setting, DrawSetting>> = {
  mountains: drawMountains,
  sea: drawSea,
  underwater: drawUnderwater,
  city: drawCity,
  forest: drawForest,
  meadow: drawMeadow,
  desert: drawDesert,
  river: drawRiver,
  'still-life': drawStillLife,
  space: drawSpace,
  window: drawWindow,
  abstract: drawAbstract,
  pond: drawPond,
}

const subjectPainters: Readonly<Partial<Record<Subject, DrawSubject>>> = {
  lighthouse: drawLighthouse,
  boat: drawBoat,
  house: drawHouse,
  castle: drawCastle,
  tree: drawTree,
  flowers: drawFlowers,
  fruit: drawFruit,
  vase: drawVase,
  cat: drawCat,
  bird: drawBird,
  whale: drawWhale,
  fish: drawFish,
  balloon: drawBalloon,
  planet: drawPlanet,
  stones: drawStones,
  fox: drawFox,
  dog: drawDog,
  wolf: drawWolf,
  horse: drawHorse,
  deer: drawDeer,
  rabbit: drawRabbit,
  owl: drawOwl,
  butterfly: drawButterfly,
  dragon: drawDragon,
  person: drawPerson,
  astronaut: drawAstronaut,
  robot: drawRobot,
  train: drawTrain,
  car: drawCar,
  bicycle: drawBicycle,
  rocket: drawRocket,
  cup: drawCup,
  mushroom: drawMushroom,
  bear: drawBear,
  sheep: drawSheep,
  cow: drawCow,
}
