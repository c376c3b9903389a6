import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { litOfToday } from '../../packages/elements/lit-of-today.mjs'
import { root, sources } from './sources.ts'

/** What the browser build has taken out of Lit, as a source would write it. */
const unused: Record<string, RegExp> = {
  'drawings and formulas as templates': /\b(?:svg|mathml)`/,
  'something in braces within css': /\bcss`[^`]*\$\{/,
  'sheets made in another way': /\.styleSheet\b|\bunsafeCSS\b|new CSSStyleSheet|\bgetCompatibleStyle\b/,
  decorators: /^\s*@\w+\(|lit\/decorators|\baddInitializer\b/m,
  'options of properties but attribute, type and reflect':
    /PropertyDeclarations = \{(?:(?!\n {0,2}\}).)*?\{ ?(?:[^}]*, )?(?:(?!attribute|type|reflect)\w+: |attribute: true)/s,
  'elements below one another': /\bclass \w+ extends (?!LitElement|Directive|Event|Error)/,
  'elements without properties': /extends LitElement \{(?![^]*static override properties)/,
  'properties of other types': /\btype: (?!Boolean|Number)[A-Z]/,
  'properties that are reflected and no text': /\{[^}]*\btype: [^}]*\breflect: |\breflect: [^}]*\btype: /,
  'styles that are no list': /static override styles(?!: CSSResult\[\] = \[)/,
  'attributes in single quotes': /<[a-z][\w-]*(?:\s[^<>`]*)?='/,
  'words within a field': /[^>\s]\s*<\/(?:textarea|title|style|script)>/,
  'bindings for the name of a tag': /<\/?\$\{/,
  'comments in templates': /<!--/,
  'directives that hear of it when they leave the page': /async-directive|AsyncDirective|\.setConnected\b/,
  'directives that others wrote': /from 'lit\/directives\//,
  'moments of an update but update and updated':
    /\b(?:scheduleUpdate|performUpdate|shouldUpdate|willUpdate|firstUpdated|getUpdateComplete)\b/,
  'what Lit keeps for itself': /\b_\$|\bcreationScope\b|\bisServer\b/,
}

const elements = sources.filter(({ pkg }) => pkg === 'elements')

describe('Lit in the browser build', () => {
  for (const [what, pattern] of Object.entries(unused)) {
    it(`is not asked for ${what}`, () => {
      const found = elements.filter(({ code }) => pattern.test(code.replaceAll(/^\s*(?:\/\*\*| \*|\/\/).*$/gm, '')))

      assert.deepEqual(
        found.map(({ path }) => path),
        [],
      )
    })
  }

  it('stops the build when it says something in another way', () => {
    const id = join(root, 'node_modules/lit-html/lit-html.js')
    const code = readFileSync(id, 'utf8')
    const transform = (text: string): unknown => litOfToday().transform.call({ error: fail }, text, id)

    assert.ok(transform(code))
    assert.throws(
      () => transform(code.replace('setConnected(t){', 'setConnected(t) {')),
      /does not say once: setConnected/,
    )
  })
})

function fail(reason: string): never {
  throw new Error(reason)
}
