import { fractalAt } from '../canvas/noise.js'
import { below, blob, curve, ellipse, rectangle, ribbon, skyline } from '../canvas/outlines.js'
import { randomFor, type Scene } from '../scene.js'
import { form, type Family } from './forms.js'

/** Cut paper: fields of colour, and on each of them one leaf, alga, star of petals or sun. */
export function composeCutouts(scene: Scene, family: Family): void {
  const random = randomFor(scene, 'cut-outs')
  const fields = [family.first, family.accent, family.second, family.ground, family.dark, family.first]
  const turn = random.below(6)
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 2; column++) {
      const index = row * 2 + column
      const split = row % 2 === 0 ? 0.42 : 0.56
      const left = 0.07 + (column === 0 ? 0 : split * (scene.width - 0.14) + 0.012)
      const right = column === 0 ? 0.07 + split * (scene.width - 0.14) - 0.012 : scene.width - 0.07
      const top = 0.07 + (row * (scene.height - 0.14)) / 3 + 0.012
      const bottom = 0.07 + ((row + 1) * (scene.height - 0.14)) / 3 - 0.012
      const field = fields[(index + turn) % 6] ?? family.first
      form(scene, rectangle(left, top, right, bottom), field, 0.05)
      const mark =
        field.l > 0.68
          ? index % 2 === 0
            ? family.dark
            : family.second
          : index % 2 === 0
            ? family.ground
            : family.accent
      const size = Math.min(right - left, bottom - top) * 0.4
      const [x, y] = [(left + right) / 2, (top + bottom) / 2]
      if ((index + turn) % 3 === 0) drawAlga(scene, family, x, y, size, mark)
      else if ((index + turn) % 3 === 1) form(scene, blob(random, x, y, size * 0.72, size * 0.68, 0.05), mark)
      else drawPetals(scene, x, y, size, mark, 6 + random.below(3))
    }
  }
}

function drawAlga(scene: Scene, _family: Family, x: number, y: number, size: number, local: Family['dark']): void {
  form(
    scene,
    ribbon(curve([x - size * 0.1, y + size, x + size * 0.06, y, x - size * 0.02, y - size], 10), () => size * 0.2),
    local,
  )
  for (let pair = 0; pair < 4; pair++) {
    for (const side of [-1, 1]) {
      const at = y + size * (0.62 - pair * 0.44)
      const tip = curve(
        [x, at, x + side * size * 0.5, at - size * 0.14, x + side * size * (1.05 - pair * 0.13), at - size * 0.46],
        8,
      )
      form(
        scene,
        ribbon(tip, (share) => size * 0.3 * Math.sin((share * 0.9 + 0.1) * Math.PI) + size * 0.02),
        local,
      )
    }
  }
}

function drawPetals(scene: Scene, x: number, y: number, size: number, local: Family['dark'], count: number): void {
  for (let petal = 0; petal < count; petal++) {
    const angle = (petal / count) * Math.PI * 2 + 0.3
    form(
      scene,
      ellipse(x + Math.cos(angle) * size * 0.5, y + Math.sin(angle) * size * 0.5, size * 0.46, size * 0.17, angle),
      local,
    )
  }
}

/** Disks and leaves that hang in balance from thin arms. */
export function composeMobile(scene: Scene, family: Family): void {
  const random = randomFor(scene, 'mobile')
  const hook = scene.width / 2
  form(
    scene,
    ribbon([hook, -0.02, hook, 0.14], () => 0.005),
    family.dark,
  )
  hang(scene, family, random, hook, 0.14, 0.25, 0)
}

function hang(
  scene: Scene,
  family: Family,
  random: ReturnType<typeof randomFor>,
  x: number,
  y: number,
  reach: number,
  level: number,
): void {
  const lean = random.between(-0.03, 0.03)
  const heavy = scene.light.side * (level % 2 === 0 ? 1 : -1)
  const ends = [
    { at: x + heavy * reach * 0.62, y: y + 0.045 + lean, isLast: true },
    { at: x - heavy * reach, y: y + 0.05 - lean, isLast: level >= 2 },
  ]
  form(
    scene,
    ribbon(curve([ends[0]?.at ?? x, ends[0]?.y ?? y, x, y, ends[1]?.at ?? x, ends[1]?.y ?? y], 12), () => 0.0052),
    family.dark,
  )
  const locals = [family.second, family.accent, family.first, family.dark]
  ends.forEach(({ at, y: endY, isLast }, index) => {
    const drop = random.between(0.07, 0.12)
    form(
      scene,
      ribbon([at, endY, at, endY + drop], () => 0.0035),
      family.dark,
    )
    if (!isLast) return hang(scene, family, random, at, endY + drop, reach * 0.64, level + 1)
    const size = random.between(0.075, 0.105) * (1.1 - level * 0.12)
    const local = locals[(level * 2 + index) % 4] ?? family.first
    const centre = endY + drop + size * 0.9
    if ((level + index) % 2 === 0) form(scene, ellipse(at, centre, size, size * 0.94), local, 0.08)
    else form(scene, blob(random, at, centre, size * 1.15, size * 0.7, 0.1, 1.1), local, 0.08)
    return undefined
  })
}

/** Half disks that stand on and hang from each other, as bowls and domes. */
export function composeBowls(scene: Scene, family: Family): void {
  const random = randomFor(scene, 'bowls')
  const x = scene.focusX
  const foot = scene.height * 0.86
  form(scene, ellipse(scene.light.x, scene.height * 0.24, 0.095), family.accent, 0.1)
  form(
    scene,
    below(
      skyline(-0.05, scene.width + 0.05, 40, (at) => foot + fractalAt(at * 2, 1, 9) * 0.005),
      scene.height + 0.05,
    ),
    family.second,
    -0.1,
  )
  const stack = [
    { radius: 0.215, isDome: true, local: family.dark },
    { radius: 0.175, isDome: false, local: family.first },
    { radius: 0.115, isDome: true, local: family.accent },
    { radius: 0.085, isDome: false, local: family.second },
  ]
  let base = foot
  stack.forEach(({ radius, isDome, local }, index) => {
    const centre = x + (index === 0 ? 0 : random.between(-0.03, 0.03))
    const line: number[] = []
    for (let step = 0; step <= 32; step++) {
      const angle = Math.PI + (Math.PI * step) / 32
      const rise = Math.sin(angle) * radius * 0.82
      line.push(centre + Math.cos(angle) * radius, isDome ? base + rise : base - radius * 0.82 - rise)
    }
    form(scene, line, local, 0.05)
    if (index % 2 === 0) {
      const inner = line.map((value, at) =>
        at % 2 === 0 ? centre + (value - centre) * 0.5 : base + (value - base) * 0.5,
      )
      form(scene, inner, index === 0 ? family.accent : family.ground, 0.05)
    }
    base -= radius * 0.82
  })
  form(scene, ellipse(x + 0.012, base - 0.036, 0.036), family.dark)
}

/** The phases of a moon in an arc above two quiet hills. */
export function composePhases(scene: Scene, family: Family): void {
  const side = scene.light.side
  form(scene, rectangle(-0.05, -0.05, scene.width + 0.05, scene.height + 0.05), family.dark, 0.1)
  for (let phase = 0; phase < 7; phase++) {
    const away = (phase - 3) / 3
    const x = scene.width / 2 + away * scene.width * 0.36
    const y = scene.height * (0.3 + away * away * 0.16)
    const radius = 0.062 - Math.abs(away) * 0.02
    const path: number[] = []
    const bulge = 1 - Math.abs(away) * 1.25
    const lit = away * side > 0 ? -1 : 1
    for (let step = 0; step <= 20; step++) {
      const angle = -Math.PI / 2 + (Math.PI * step) / 20
      path.push(x + lit * Math.cos(angle) * radius, y + Math.sin(angle) * radius)
    }
    for (let step = 20; step >= 0; step--) {
      const angle = -Math.PI / 2 + (Math.PI * step) / 20
      path.push(x - lit * Math.cos(angle) * radius * bulge, y + Math.sin(angle) * radius)
    }
    form(scene, path, phase === 3 ? family.accent : family.ground, 0.1)
  }
  const locals = [family.second, family.first]
  locals.forEach((local, index) => {
    const line = skyline(-0.05, scene.width + 0.05, 60, (x) => {
      const hill = Math.exp(-(((x - (index === 0 ? scene.focusX : scene.width - scene.focusX)) / 0.34) ** 2))
      return scene.height * (0.8 + index * 0.1) - hill * (index === 0 ? 0.2 : 0.11)
    })
    form(scene, below(line, scene.height + 0.05), local)
  })
}
