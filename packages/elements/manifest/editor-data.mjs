/** https://github.com/microsoft/vscode-html-languageservice/blob/main/docs/customData.md */
export function customDataOf(tags) {
  return {
    version: 1.1,
    tags: tags.map(({ tagName, description, properties }) => ({
      name: tagName,
      description,
      attributes: properties
        .filter(({ attribute }) => attribute)
        .map((property) => ({
          name: property.attribute,
          description: property.description,
          ...(property.type === 'boolean' && { valueSet: 'v' }),
          ...(wordsOf(property.type).length > 0 && { values: wordsOf(property.type).map((name) => ({ name })) }),
        })),
    })),
  }
}

/** https://github.com/JetBrains/web-types */
export function webTypesOf(tags, { name, version }) {
  return {
    $schema: 'https://json.schemastore.org/web-types',
    name,
    version,
    'description-markup': 'markdown',
    contributions: { html: { elements: tags.map(elementOf) } },
  }
}

function elementOf(tag) {
  const named = (list) => list.map(({ name, description }) => ({ name, description }))
  return {
    name: tag.tagName,
    description: tag.description,
    attributes: tag.properties
      .filter(({ attribute }) => attribute)
      .map((property) => ({
        name: property.attribute,
        description: property.description,
        value: { type: property.type, ...(property.initial !== undefined && { default: property.initial }) },
      })),
    slots: named(tag.slots),
    js: {
      properties: tag.properties.map(({ name, type, description }) => ({ name, type, description })),
      events: named(tag.events),
    },
    css: {
      parts: named(tag.cssParts),
      properties: tag.cssProperties.map(({ name, initial, description }) => ({ name, default: initial, description })),
      'pseudo-classes': tag.cssStates.map(({ name, description }) => ({ name: `state(${name})`, description })),
    },
  }
}

/** The words that a union of strings allows. */
const wordsOf = (type) => [...type.matchAll(/'([^']+)'/g)].map(([, word]) => word)
