import { readFile, readdir, rm } from 'node:fs/promises'
import { posix } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import nodeResolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import { minifyHTMLLiterals } from 'minify-literals'
import { litOfToday } from './packages/elements/lit-of-today.mjs'

const cdn = 'packages/elements/cdn'
const licenseNote = '/*! licenses.txt */'

/** The browser builds: `ai-feed.js` with lazy chunks beside it, `ai-feed.all.js` in one file, and core alone for examples. */
export default [
  {
    input: { 'ai-feed': 'packages/elements/dist/embed.js' },
    preserveEntrySignatures: false,
    plugins: [emptyFolder(cdn), handOn(), ...browserPlugins(), licenses(), manifest(), reportSizes()],
    onLog: failOnWarnings,
    output: {
      dir: cdn,
      // Chromium then compiles the entry off the main thread as it arrives, an eighth of the work up to the first post.
      // Must be the first line: https://v8.dev/blog/explicit-compile-hints
      banner: ({ isEntry }) => (isEntry ? `//# allFunctionsCalledOnLoad\n${licenseNote}` : ''),
      format: 'cjs', // handOn() makes ES modules of it
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name]-[hash:6].js',
      manualChunks: momentOf,
      onlyExplicitManualChunks: true,
      minifyInternalExports: true,
      esModule: false,
      externalLiveBindings: false,
      strict: false,
      generatedCode: { preset: 'es2015', symbols: false },
      freeze: false,
      sourcemap: true,
    },
  },
  {
    input: 'packages/elements/dist/define.js',
    plugins: [...browserPlugins(), reportSizes()],
    onLog: failOnWarnings,
    output: {
      file: `${cdn}/ai-feed.all.js`,
      banner: licenseNote,
      format: 'iife',
      inlineDynamicImports: true,
      generatedCode: 'es2015',
      sourcemap: true,
    },
  },
  {
    input: 'packages/core/dist/index.js',
    plugins: [...browserPlugins(), reportSizes()],
    onLog: failOnWarnings,
    output: { file: 'examples/.build/ai-feed-core.js', format: 'es', inlineDynamicImports: true, sourcemap: true },
  },
]

/** Files by the moment in which somebody needs them. Each moment is one chunk, as many small ones
 *  compress badly. What the entry does not import and no line names belongs to the moment after the first posts: every
 *  page gets it, and no other chunk loads before it. The first line that fits counts. */
const moments = {
  grid: ['feed/grid-layout', 'feed/justified-rows', 'feed/tile-template'],
  // A post, a picture or a form opens over the posts.
  dialog: [
    ...['post/overlay', 'post/layers', 'post/thread', 'post/lineage', 'post/provenance-panel', 'post/lightbox'],
    ...['post/picture-zoom', 'post/edit-form', 'post/words-form', 'post/report-form', 'post/field-texts'],
  ],
  'account-menu': ['account/account-menu', 'account/notifications-template', 'account/silenced-people'],
  account: ['account/account-view', 'account/ai-account.styles'],
  'draft-keeper': ['composer/draft-keeper', 'composer/draft-room', 'composer/kept-draft'],
  // Somebody touches a composer: mentions, chooses, paints, adds pictures or posts.
  'composer-work': [
    ...[
      'composer/composer-work',
      'composer/completion',
      'composer/find-word',
      'composer/policies',
      'composer/pictures',
    ],
    ...['composer/stage', 'composer/status', 'composer/composer-status', 'composer/composer-state', 'composer/painter'],
    ...[
      'composer/poster',
      'composer/composer-events',
      'composer/read-pictures',
      'composer/hold',
      'composer/taken-away',
    ],
  ],
  'after-first-posts': [
    ...['composer/ai-composer.js', 'composer/held-room'],
    // What listens to the server, which every page does from now on, and takes what is new.
    ...[
      'feed/growth-state',
      'feed/live-feed',
      'feed/load-next',
      'feed/arrivals',
      'feed/live-stream',
      'feed/share-stream',
      'feed/follow-events',
      'feed/retell-post',
      'platform/backoff',
      'platform/hold-lock',
      'platform/locks',
      'http/event-stream',
      'event-shape',
    ],
  ],
  composer: ['composer/'],
}

/** Names the chunk of a module; null for the entry's own, and for what Rollup divides well: languages, and what no line names of
 *  the packages below. */
function momentOf(id, { getModuleInfo }) {
  const [, pkg, file] = /\/packages\/(elements|core|protocol)\/dist\/((?!strings|arabic).*\.js)$/.exec(id) ?? []
  // The entry reaches all of the protocol by its index, and uses what it uses.
  if (!file || (pkg !== 'protocol' && isEager(id, getModuleInfo))) return null
  const isNamed = ([, starts]) => starts.some((start) => file.startsWith(start))
  return Object.entries(moments).find(isNamed)?.[0] ?? (pkg === 'elements' ? 'after-first-posts' : null)
}

/** Tells whether the entry imports a module, by itself or through others. */
function isEager(id, getModuleInfo, seen = new Set()) {
  const { isEntry, importers } = getModuleInfo(id)
  if (isEntry) return true
  return importers.some((importer) => !seen.has(importer) && isEager(importer, getModuleInfo, seen.add(importer)))
}

/** Makes lazy chunks that never import the entry; it hands itself on instead.
 *
 *  A chunk that says `import … from '../ai-feed.js'` runs the entry a second time when the page loaded it by another
 *  address, `ai-feed.js?v=1`. So Rollup renders CommonJS, which keeps every binding between chunks live as a property,
 *  and this plugin turns the entry into an ES module without exports, and each lazy chunk into one that exports its code as
 *  `enter(entry, exports)`: run once for each entry that asks, with that entry's own bindings.
 *
 *  Lines stay where they are, so source maps need no change. */
export function handOn() {
  return {
    name: 'hand-on',
    renderDynamicImport: () => ({ left: '__load(', right: ')' }),
    renderChunk(code, chunk, _options, { chunks }) {
      if (chunk.isEntry) {
        const { exports } = this.getModuleInfo(chunk.facadeModuleId)
        if (exports.length > 0) this.error(`the entry cannot export anything, it has ${exports.join(', ')}`)
        return {
          code: code
            .replace(/^(?:\/\/.*\n)?/, (firstLine) => `${firstLine}${entryHead} `)
            .replace(/(?:^exports\.\S+ = \S+;\n?){2,}/gm, atOnce),
          map: null,
        }
      }
      const pathOf = (path) => posix.join(posix.dirname(chunk.fileName), path)
      const imports = []
      const body = code
        // One that takes nothing from a chunk is a bare `require(…)`.
        .replaceAll(/^((?:const|var) \S+ = |)require\('([^']+)'\);$/gm, (_line, left, path) => {
          if (chunks[pathOf(path)].isEntry) return `${left}__entry;`
          imports.push(`import { enter as __enter${imports.length} } from '${path}';`)
          return `${left}__entry.$enter(__enter${imports.length - 1});`
        })
        .replaceAll(/__load\('([^']+)'\)/g, (_call, path) => `__entry.$load('./${pathOf(path)}')`)
      if (imports.length < chunk.imports.length - 1) this.error(`an import of ${chunk.fileName} was not understood`)
      return { code: `${imports.join(' ')} export const enter = (__entry, exports) => { ${body}\n};`, map: null }
    },
  }
}

/** How the entry begins: with what enters a chunk, and with what imports one by its address from the entry.
 *  Offline the chunk is fetched before: Firefox before 155 and Safari never ask again for a module that did not arrive
 *  (https://github.com/whatwg/html/issues/6768), and then no other try could help. */
const entryHead = [
  'const __entered = new Map();',
  'const __enter = (run) => { let made = __entered.get(run);',
  'if (!made) { __entered.set(run, (made = {})); run(exports, made); } return made; };',
  'const __load = async (path) => {',
  'if (navigator.onLine === false) await (await fetch(import.meta.resolve(path))).text();',
  'return __enter((await import(path)).enter); };',
  'const exports = { $enter: __enter, $load: __load };',
].join(' ')

/** Sets what stands in a row of lines all together, which is shorter. */
function atOnce(lines) {
  const fields = lines.replaceAll(/^exports\.(\S+) = (\S+);$/gm, '$1: $2,')
  return `Object.assign(exports, {${fields}});`
}

/** Resolves packages, reads tsc's source maps, takes the indentation out of Lit's templates, and minifies. */
export function browserPlugins() {
  const minify = terser({ module: true, ecma: 2022, compress: { passes: 2 }, format: { comments: /^!|^# allF/ } })
  return [nodeResolve({ browser: true }), litOfToday(), tscSourceMaps(), inlineIcons(), minifyTemplates(), minify]
}

function tscSourceMaps() {
  return {
    name: 'tsc-source-maps',
    async load(id) {
      if (!/\/packages\/\w+\/dist\/.*\.js$/.test(id)) return null
      const [code, map] = await Promise.all([readFile(id, 'utf8'), readFile(`${id}.map`, 'utf8')])
      return { code: code.replace(/^\/\/# sourceMappingURL=.*$/m, ''), map: JSON.parse(map) }
    },
  }
}

/** Writes drawings into the templates that show them: alone they are a third of the templates that Lit fills for a post. */
function inlineIcons() {
  const markupOf = ({ strings, values }) => `${strings[0]}"${values[0]}"${strings[1]}`
  return {
    name: 'inline-icons',
    async transform(code, id) {
      if (!/\/post\/(?:post|actions|picture)-template\.js$/.test(id)) return null
      const { icons } = await import(id.replace(/\w+-template/, 'icons'))
      return { code: code.replaceAll(/\$\{icons\.(\w+)\}/g, (_all, name) => markupOf(icons[name])), map: null }
    },
  }
}

function minifyTemplates() {
  // tsc puts a space between tag and template. Whitespace collapses to one space and never to none:
  // the space beside a <slot> or an inline element is seen.
  const html = { conservativeCollapse: true, collapseWhitespace: true, removeComments: true }
  return {
    name: 'minify-templates',
    async transform(code, id) {
      if (id.includes('node_modules') || !/\b(?:html|css|svg)\s*`/.test(code)) return null
      const minified = await minifyHTMLLiterals(code, { fileName: id, html })
      return minified ? { code: minified.code, map: minified.map } : null
    },
  }
}

/** Writes the licenses of all packages inside into one file beside the build, once for all. */
function licenses() {
  const folderOf = (id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0]
  return {
    name: 'licenses',
    async generateBundle(_options, bundle) {
      const ids = Object.values(bundle).flatMap(({ moduleIds }) => moduleIds ?? [])
      const folders = [...new Set(ids.map(folderOf).filter(Boolean))].toSorted()
      const texts = folders.map(async (folder) => {
        const file = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name))
        if (!file) this.error(`${folder} has no license`)
        return `${folder.split('/node_modules/').at(-1)}\n\n${await readFile(`${folder}/${file}`, 'utf8')}`
      })
      this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: (await Promise.all(texts)).join('\n\n') })
    },
  }
}

/** Prints what each file weighs as it goes over the network. */
function reportSizes() {
  return {
    name: 'report-sizes',
    writeBundle(_options, bundle) {
      if (process.argv.includes('--silent')) return
      for (const file of Object.values(bundle).filter(({ type }) => type === 'chunk')) {
        const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(9)
        console.log(
          `${kilobytes(Buffer.byteLength(file.code))}${kilobytes(brotliBytes(file.code))} br  ${file.fileName}`,
        )
      }
    },
  }
}

/** Describes the tags beside the compiled package, for editors and documentation. Browsers get none of it. */
function manifest() {
  const file = './packages/elements/manifest/write-manifest.mjs'
  return { name: 'manifest', writeBundle: async () => (await import(file)).writeManifest() }
}

/** Bytes of `code` after the strongest brotli. */
export function brotliBytes(code) {
  return brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).byteLength
}

/** Removes chunks of earlier builds, whose hashes nothing names. */
function emptyFolder(folder) {
  return { name: 'empty-folder', buildStart: () => rm(folder, { recursive: true, force: true }) }
}

function failOnWarnings(level, log, report) {
  report(level === 'warn' ? 'error' : level, log)
}
