import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readDeclarations, readDoc } from './read-declarations.mjs'

const folder = join(import.meta.dirname, '..')

/** Each tag: its class, the interface of what can be set on it, and the map of its events. */
const elements = [
  ['ai-feed', 'AiFeed', 'FeedProperties', 'FeedEventMap'],
  ['ai-post', 'AiPost', 'PostProperties', 'PostEventMap'],
  ['ai-composer', 'AiComposer', 'ComposerHost', 'ComposerEventMap'],
  ['ai-account', 'AiAccount', 'AccountProperties', 'AccountEventMap'],
]

/** Methods that the platform or another element calls. */
const isInternal = ({ name, tags }) => name.endsWith('Callback') || tags.some((tag) => tag.name === 'internal')

/** Reads what the tags are, as far as it concerns a page: what can be set, called, heard, filled and styled. What there is
 *  comes from the compiled classes, what it is for from the docstrings of their sources. */
export async function describeTags() {
  const [declared, classes, cssProperties] = await Promise.all([
    readDeclarations(join(folder, 'src')),
    import('../dist/index.js'),
    readCustomProperties(['tokens', 'later'].map((name) => join(folder, `src/theme/${name}.styles.ts`))),
  ])
  const partsOf = (className) => namedBy('csspart', declared.classes.get(className).tags)
  return elements.map(([tagName, className, properties, eventMap]) => {
    const { description, tags, methods } = declared.classes.get(className)
    // A feed draws posts in its own root.
    const drawn = className === 'AiFeed' ? partsOf('AiPost') : []
    return {
      tagName,
      className,
      description,
      properties: describeProperties(membersOf(properties, declared), classes[className]),
      methods: methods.filter((method) => !isInternal(method)),
      events: membersOf(eventMap, declared).map(({ type }) => describeEvent(type, declared)),
      slots: namedBy('slot', tags),
      cssParts: [...partsOf(className), ...drawn],
      cssStates: namedBy('cssState', tags),
      cssProperties,
    }
  })
}

/** The members of an interface, after those of the interfaces that it extends. */
function membersOf(name, { interfaces }) {
  // An interface of the platform's or of Lit's says nothing about these tags.
  const { members, parents } = interfaces.get(name) ?? { members: [], parents: [] }
  return [...parents.flatMap((parent) => membersOf(parent, { interfaces })), ...members]
}

function describeProperties(members, elementClass) {
  // Lit reads a class only when somebody asks for its attributes.
  void elementClass.observedAttributes
  const described = new Map(members.map((member) => [member.name, member]))
  return [...elementClass.elementProperties].flatMap(([name, { attribute, reflect }]) => {
    const { description, type, tags } = described.get(name) ?? fail(`${elementClass.name}.${name} has no docstring`)
    if (tags.some((tag) => tag.name === 'internal')) return []
    const initial = tags.find((tag) => tag.name === 'default')?.text
    return { name, attribute: attributeOf(name, attribute), type, initial, description, reflects: reflect === true }
  })
}

/** As Lit names attributes. */
function attributeOf(name, attribute) {
  if (attribute === false) return undefined
  return typeof attribute === 'string' ? attribute : name.toLowerCase()
}

function describeEvent(type, { events }) {
  const { eventName, isCancelable, description } = events.get(type) ?? fail(`there is no event class ${type}`)
  return { name: eventName, type, description, isCancelable }
}

/** What a docstring lists by a tag, as in `@slot end - Shown after the last post.` */
const namedBy = (tagName, tags) =>
  tags
    .filter(({ name }) => name === tagName)
    .map(({ text }) => {
      const [, name, description] =
        /^(\S+) - (.+)$/.exec(text) ?? fail(`@${tagName} ${text} is not "name - description"`)
      return { name, description }
    })

/** Reads the public custom properties with their defaults off the sheets of tokens, and their descriptions off the docstring of the
 *  first. */
async function readCustomProperties(files) {
  const text = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n')
  const [, comment] = /\/\*(\*[^]*?)\*\//.exec(text)
  const described = new Map(
    namedBy('cssprop', readDoc(comment).tags).map(({ name, description }) => [name, description]),
  )
  const publicNameOf = new Map(
    [...text.matchAll(/(--_[\w-]+): var\((--ai-feed-[\w-]+)/g)].map(([, own, name]) => [own, name]),
  )
  return [...text.matchAll(/var\((--ai-feed-[\w-]+),\s*/g)].map((match) => {
    const [whole, name] = match
    const initial = untilClosed(text.slice(match.index + whole.length)).replaceAll(/--_[\w-]+/g, (own) =>
      publicNameOf.get(own),
    )
    return { name, initial, description: described.get(name) ?? fail(`${name} has no docstring`) }
  })
}

/** What stands before the parenthesis that nothing in it opens. */
function untilClosed(text) {
  let depth = 1
  const end = [...text].findIndex((character) => (depth += { '(': 1, ')': -1 }[character] ?? 0) === 0)
  return text.slice(0, end).replaceAll(/\s+/g, ' ')
}

function fail(message) {
  throw new TypeError(message)
}
