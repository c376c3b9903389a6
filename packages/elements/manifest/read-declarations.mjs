import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseSync } from 'vite'

/** Reads what TypeScript sources declare and say of it: classes, interfaces and classes of events, by name.
 *  @param folder that the sources lie in, at any depth */
export async function readDeclarations(folder) {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.ts'))
  const found = { classes: new Map(), interfaces: new Map(), events: new Map() }
  for (const path of paths.toSorted()) {
    const source = parse(path, await readFile(join(folder, path), 'utf8'))
    for (const statement of source.program.body) {
      const { declaration } = statement
      if (declaration?.type === 'TSInterfaceDeclaration') {
        found.interfaces.set(declaration.id.name, readInterface(declaration, source))
      } else if (declaration?.type === 'ClassDeclaration') {
        const { name } = declaration.id
        const doc = source.docOf(statement)
        if (declaration.superClass?.name === 'Event') found.events.set(name, { ...doc, ...readEvent(declaration) })
        else found.classes.set(name, { ...doc, methods: readMethods(declaration, source) })
      }
    }
  }
  return found
}

function parse(path, text) {
  const { program, comments, errors } = parseSync(path, text)
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0].message}`)
  const docs = comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'))
  return {
    program,
    textOf: ({ start, end }) => text.slice(start, end).replaceAll(/\s+/g, ' '),
    /** The docstring that ends right above a node. */
    docOf: ({ start }) => readDoc(docs.find(({ end }) => end <= start && text.slice(end, start).trim() === '')?.value),
  }
}

/** Divides a docstring into what it says first and its tags, each with its text. */
export function readDoc(comment = '') {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\*/, '').trim())
  const text = lines.filter(Boolean).join(' ')
  const [description, ...rest] = text.split(/(?:^|\s)@(?=\w+)/)
  const tags = rest.map((tag) =>
    /^(\w+)\s*([^]*)$/
      .exec(tag)
      .slice(1)
      .map((part) => part.trim()),
  )
  return { description, tags: tags.map(([name, words]) => ({ name, text: words })) }
}

function readInterface({ body, extends: parents }, { docOf, textOf }) {
  const members = body.body
    .filter(({ type }) => type === 'TSPropertySignature')
    .map((member) => ({ ...docOf(member), name: nameOf(member), type: typeOf(member.typeAnnotation, textOf) }))
  return { members, parents: parents.map(({ expression }) => expression.name) }
}

/** An event class gives its name, and whether it can be canceled, to the constructor of `Event`. */
function readEvent(declaration) {
  const constructor = declaration.body.body.find(({ kind }) => kind === 'constructor')
  const [call] = constructor.value.body.body.map(({ expression }) => expression)
  const [name, options] = call.arguments
  const isIntent = options.name === 'intent' || options.properties?.some(({ key }) => key.name === 'cancelable')
  return { eventName: name.value, isCancelable: Boolean(isIntent) }
}

function readMethods(declaration, { docOf, textOf }) {
  return declaration.body.body
    .filter(({ type, kind, key, accessibility, static: isStatic }) => {
      return (
        type === 'MethodDefinition' && kind === 'method' && key.type === 'Identifier' && !accessibility && !isStatic
      )
    })
    .map((member) => ({
      ...docOf(member),
      name: member.key.name,
      parameters: member.value.params.map((parameter) => readParameter(parameter, textOf)),
      returns: typeOf(member.value.returnType, textOf),
    }))
}

function readParameter(parameter, textOf) {
  const isAssigned = parameter.type === 'AssignmentPattern'
  const { name, optional, typeAnnotation } = isAssigned ? parameter.left : parameter
  return { name, type: typeOf(typeAnnotation, textOf), isOptional: isAssigned || Boolean(optional) }
}

const nameOf = ({ key }) => key.name ?? key.value
const typeOf = (annotation, textOf) => (annotation ? textOf(annotation).replace(/^:\s*/, '') : undefined)
