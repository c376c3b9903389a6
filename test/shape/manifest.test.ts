import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import * as elements from '@ai-feed/elements'
import { root, sources } from './sources.ts'

interface Named {
  readonly name: string
  readonly description?: string
}
interface Declaration extends Named {
  readonly tagName: string
  readonly attributes: readonly (Named & { readonly fieldName: string })[]
  readonly members: readonly (Named & { readonly kind: 'field' | 'method' })[]
  readonly events: readonly (Named & { readonly type: { readonly text: string } })[]
  readonly slots: readonly Named[]
  readonly cssParts: readonly Named[]
  readonly cssProperties: readonly (Named & { readonly default: string })[]
  readonly cssStates: readonly Named[]
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(join(root, 'packages/elements', path), 'utf8'))
const packageJson = readJson('package.json') as Record<string, string>
const manifest = readJson(packageJson.customElements!) as {
  modules: { path: string; declarations: Declaration[]; exports: { kind: string; name: string }[] }[]
}
const tags = manifest.modules.flatMap(({ declarations }) => declarations)
const words = (text: string): string[] => text.trim().split(/\s+/)

const ofAll = { attributes: 'server site theme lang', fields: 'client strings' }
const signIn = 'ai-account-sign-in ai-account-signed-in ai-account-signed-out'
const ofPost = {
  events: `ai-post-open ai-post-remix ai-post-comment ai-post-quote ai-post-like ai-post-liked ai-post-reposted
    ai-post-bookmarked ai-post-deleted ai-post-reported ai-post-failed ${signIn}`,
  parts: `post avatar author time text image prompt actions comment-button repost-button like-button remix-button
    bookmark-button menu-button menu remix-source status`,
}

/** The public names. What is called so stays so. */
const publicNames: Record<
  string,
  Record<'attributes' | 'fields' | 'methods' | 'events' | 'slots' | 'states' | 'parts', string>
> = {
  'ai-feed': {
    attributes: 'feed feeds layout page-size paging incoming around load read-only label',
    fields: 'pageSize readOnly firstPage',
    methods: 'refresh loadMore showIncoming scrollToPost focus',
    events: `ai-feed-loaded ai-feed-failed ai-feed-selected ${ofPost.events}`,
    slots: 'heading loading empty error end',
    states: 'loading empty offline limited signed-out failed',
    parts: `tabs tab pill list more-button retry-button sign-in-button status dialog ${ofPost.parts}`,
  },
  'ai-post': {
    attributes: 'post-id thread read-only',
    fields: 'postId readOnly post',
    methods: 'refresh focus',
    events: ofPost.events,
    slots: 'empty error',
    states: 'loading pending failed covered',
    parts: ofPost.parts,
  },
  'ai-composer': {
    attributes: 'remix-of comment-on quote-of topic modes size count prompt label',
    fields: 'remixOf commentOn quoteOf draft',
    methods: 'generate cancel post reset addFile focus',
    events: `ai-composer-generate ai-composer-generated ai-composer-refused ai-composer-canceled ai-composer-post
      ai-composer-queued ai-composer-posted ai-composer-failed ${signIn}`,
    slots: 'heading hint',
    states: 'generating ready posting queued refused offline signed-out failed',
    parts: `form prompt preview progress variants caption alt counter policies generate-button cancel-button post-button
      file-button status`,
  },
  'ai-account': {
    attributes: 'notifications',
    fields: '',
    methods: 'signIn signOut focus',
    events: `ai-account-failed ${signIn}`,
    slots: 'signed-out',
    states: 'signed-in signing-in',
    parts: 'sign-in-button chip menu badge status',
  },
}
const customProperties =
  words(`accent-color accent-text-color surface-color raised-color text-color muted-color border-color
  danger-color like-color focus-color font-family font-size post-radius image-radius control-radius gap max-inline-size`)

/** The folders whose templates an element draws, of which the first is its own. */
const folders: Record<string, readonly string[]> = {
  'ai-feed': ['feed', 'post', 'reactive'],
  'ai-post': ['post', 'reactive'],
  'ai-composer': ['composer', 'post', 'reactive'],
  'ai-account': ['account', 'post', 'reactive'],
}

/** What a pattern finds in the sources of some folders of the elements. */
const findIn = (wanted: readonly string[], pattern: RegExp): Set<string> =>
  new Set(
    sources
      .filter(({ pkg, feature }) => pkg === 'elements' && wanted.includes(feature))
      .flatMap(({ code }) => [...code.matchAll(pattern)].map(([, name, other]) => name ?? other!)),
  )
const part = /\bpart=(?:"([\w-]+)"|\$\{[^}]*'([\w-]+)'\})/g
const slot = /<slot name="([\w-]+)"/g
/** The names of states that a folder sets, on the element's internals or from a list. */
const findStates = (feature: string): string[] =>
  [...findIn([feature], /setStates\(this\.#internals, \{([^]*?)\}\)|stateNames = \[([^\]]*)\]/g)].flatMap((block) =>
    [...block.matchAll(/(?:^|[,\n])\s*(?:'([a-z-]+)'|([a-z]+):)/g)].map(([, quoted, bare]) => quoted ?? bare!),
  )
const namesOf = (list: readonly Named[]): string[] => list.map(({ name }) => name).toSorted()
const missing = (wanted: Iterable<string>, there: Iterable<string>): string[] => {
  const set = new Set(there)
  return [...wanted].filter((name) => name !== '' && !set.has(name))
}

describe('the custom elements manifest', () => {
  it('declares the tags, each by its class', () => {
    const defined = manifest.modules.flatMap(({ exports }) =>
      exports.filter(({ kind }) => kind === 'custom-element-definition').map(({ name }) => name),
    )

    assert.deepEqual(
      tags.map(({ tagName, name }) => [tagName, name]),
      [
        ['ai-feed', 'AiFeed'],
        ['ai-post', 'AiPost'],
        ['ai-composer', 'AiComposer'],
        ['ai-account', 'AiAccount'],
      ],
    )
    assert.deepEqual(defined, Object.keys(publicNames))
  })

  for (const tag of tags) {
    const names = publicNames[tag.tagName]!
    const fields = tag.members.filter(({ kind }) => kind === 'field')
    const methods = tag.members.filter(({ kind }) => kind === 'method')

    it(`has every public name of <${tag.tagName}>`, () => {
      assert.deepEqual(namesOf(tag.attributes), words(`${ofAll.attributes} ${names.attributes}`).toSorted())
      assert.deepEqual(missing(words(`${ofAll.fields} ${names.fields}`), namesOf(fields)), [])
      assert.deepEqual(namesOf(methods), words(names.methods).toSorted())
      assert.deepEqual(missing(words(names.events), namesOf(tag.events)), [])
      assert.deepEqual(namesOf(tag.slots), words(names.slots).toSorted())
      assert.deepEqual(namesOf(tag.cssStates), words(names.states).toSorted())
      assert.deepEqual(missing(words(names.parts), namesOf(tag.cssParts)), [])
      assert.deepEqual(namesOf(tag.cssProperties), customProperties.map((name) => `--ai-feed-${name}`).toSorted())
    })

    it(`says of everything on <${tag.tagName}> what it is for`, () => {
      const described = [
        tag.attributes,
        tag.members,
        tag.events,
        tag.slots,
        tag.cssParts,
        tag.cssProperties,
        tag.cssStates,
      ]

      assert.deepEqual(
        described.flat().filter(({ description = '' }) => description.length < 5),
        [],
      )
    })

    it(`agrees with the class of <${tag.tagName}>`, () => {
      const elementClass = Reflect.get(elements, tag.name) as typeof elements.AiFeed

      assert.deepEqual(namesOf(tag.attributes), elementClass.observedAttributes.toSorted())
      for (const { name } of methods) assert.equal(typeof Reflect.get(elementClass.prototype, name), 'function', name)
      for (const { type } of tag.events) assert.ok(type.text in elements, type.text)
    })

    it(`agrees with what <${tag.tagName}> draws`, () => {
      const [own, ...others] = folders[tag.tagName]!
      const drawn = findIn([own!], part)

      assert.ok(drawn.size > 3)
      assert.deepEqual(missing(drawn, namesOf(tag.cssParts)), [])
      assert.deepEqual(missing(namesOf(tag.cssParts), findIn([own!, ...others], part)), [])
      assert.deepEqual(namesOf(tag.slots), [...findIn([own!], slot)].toSorted())
      assert.deepEqual(namesOf(tag.cssStates), findStates(own!).toSorted())
    })
  }

  it('is named by the package, with web-types for other editors, and packed with it', () => {
    const webTypes = readJson(packageJson['web-types']!) as {
      contributions: { html: { elements: { name: string }[] } }
    }
    const customData = readJson('dist/vscode.html-custom-data.json') as { tags: { name: string }[] }

    assert.deepEqual(
      [webTypes.contributions.html.elements, customData.tags].map((list) => list.map(({ name }) => name)),
      [Object.keys(publicNames), Object.keys(publicNames)],
    )
    assert.ok(packageJson.files!.includes('dist'))
  })

  it('has nothing that the README leaves out', () => {
    const readme = readFileSync(join(root, 'packages/elements/README.md'), 'utf8')
    const named = tags.flatMap((tag) => [
      ...[tag.attributes, tag.slots, tag.cssParts, tag.cssStates, tag.cssProperties, tag.events]
        .flat()
        .map(({ name }) => name),
      ...tag.members.filter(({ kind }) => kind === 'method').map(({ name }) => `${name}(`),
    ])

    assert.deepEqual(
      [...new Set(named)].filter((name) => !readme.includes(`\`${name}`)),
      [],
    )
  })

  it('has the defaults of custom properties that the README has', () => {
    const readme = readFileSync(join(root, 'packages/elements/README.md'), 'utf8')

    for (const { name, default: value } of tags[0]!.cssProperties) {
      const row = readme.split('\n').find((line) => line.startsWith(`| \`${name}\``))
      const [light, dark] = /^light-dark\((.+), (.+)\)$/.exec(value)?.slice(1) ?? [value]
      for (const wanted of [light, dark ?? light]) assert.ok(row?.includes(`\`${wanted}\``), `${name}: ${wanted}`)
    }
  })
})
