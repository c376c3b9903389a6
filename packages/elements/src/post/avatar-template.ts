import { html } from 'lit'
import type { TemplateResult } from 'lit'
import { setStyle } from '../reactive/set-style.js'
import { isWebUrl } from './text-template.js'

/** Who is drawn: a user of the wire, or one of a session. */
export interface Person {
  readonly handle: string
  readonly name: string
  readonly avatar?: { readonly url: string } | undefined
}

/** Draws the picture of a user, or the first letter of the name on a hue that belongs to the handle. */
export function avatarTemplate(person: Person): TemplateResult {
  const image = person.avatar && isWebUrl(person.avatar.url) ? person.avatar.url : undefined
  return html`<span class="avatar" part="avatar" aria-hidden="true" ${setStyle({ '--_hue': hueOf(person.handle) })}
    >${
      image
        ? html`<img src=${image} alt="" width="44" height="44" loading="lazy" decoding="async" />`
        : firstLetter(displayName(person))
    }</span
  >`
}

/** The name of a user, or the handle of one without. */
export function displayName(person: Person): string {
  return person.name.trim() || person.handle
}

/** One of twelve hues of the colour circle, the same everywhere for a handle. */
function hueOf(handle: string): number {
  let hash = 7
  for (const letter of handle) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return 22 + (hash % 12) * 30
}

/** The first letter with its marks left out, so that no stack of them leaves the circle. */
function firstLetter(name: string): string {
  return [...name].find((letter) => /[\p{L}\p{N}]/u.test(letter))?.toUpperCase() ?? '·'
}
