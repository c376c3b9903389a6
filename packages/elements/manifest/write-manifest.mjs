import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describeTags } from './describe-tags.mjs'
import { customDataOf, webTypesOf } from './editor-data.mjs'

const folder = join(import.meta.dirname, '..')

/** Writes what the tags are for editors and documentation: a custom elements manifest, the custom data of VS Code, and the
 *  web-types of JetBrains. */
export async function writeManifest() {
  const tags = await describeTags()
  const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const files = {
    'custom-elements.json': manifestOf(tags),
    'vscode.html-custom-data.json': customDataOf(tags),
    'web-types.json': webTypesOf(tags, { name, version }),
  }
  for (const [file, content] of Object.entries(files))
    await writeFile(join(folder, 'dist', file), `${JSON.stringify(content, null, 2)}\n`)
}

/** https://github.com/webcomponents/custom-elements-manifest */
function manifestOf(tags) {
  const module = 'dist/index.js'
  const declarationOf = ({ className }) => ({ name: className, module })
  return {
    schemaVersion: '2.1.0',
    readme: 'README.md',
    modules: [
      {
        kind: 'javascript-module',
        path: module,
        declarations: tags.map(classOf),
        exports: tags.map((tag) => ({ kind: 'js', name: tag.className, declaration: declarationOf(tag) })),
      },
      {
        kind: 'javascript-module',
        path: 'dist/define.js',
        declarations: [],
        exports: tags.map((tag) => ({
          kind: 'custom-element-definition',
          name: tag.tagName,
          declaration: declarationOf(tag),
        })),
      },
    ],
  }
}

function classOf(tag) {
  return {
    kind: 'class',
    customElement: true,
    name: tag.className,
    tagName: tag.tagName,
    description: tag.description,
    superclass: { name: 'LitElement', package: 'lit' },
    attributes: tag.properties
      .filter(({ attribute }) => attribute)
      .map((property) => ({
        name: property.attribute,
        fieldName: property.name,
        ...valueOf(property),
      })),
    members: [
      ...tag.properties.map((property) => ({
        kind: 'field',
        name: property.name,
        ...(property.attribute && { attribute: property.attribute, reflects: property.reflects }),
        ...valueOf(property),
      })),
      ...tag.methods.map(methodOf),
    ],
    events: tag.events.map(({ name, type, description }) => ({ name, type: { text: type }, description })),
    slots: tag.slots,
    cssParts: tag.cssParts,
    cssProperties: tag.cssProperties.map(({ name, initial, description }) => ({ name, default: initial, description })),
    cssStates: tag.cssStates,
  }
}

const valueOf = ({ type, initial, description }) => ({
  type: { text: type },
  ...(initial !== undefined && { default: initial }),
  description,
})

function methodOf({ name, description, tags, parameters, returns }) {
  const returned = tags.find((tag) => tag.name === 'returns')?.text
  return {
    kind: 'method',
    name,
    description,
    parameters: parameters.map(({ name: parameter, type, isOptional }) => ({
      name: parameter,
      type: { text: type },
      ...(isOptional && { optional: true }),
    })),
    return: { type: { text: returns }, ...(returned && { description: returned }) },
  }
}
