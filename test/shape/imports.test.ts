import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { packageOf, root, sources } from './sources.ts'
import type { Source } from './sources.ts'

const packages: Record<string, readonly string[]> = {
  protocol: [],
  core: ['@ai-feed/protocol'],
  elements: ['@ai-feed/core'],
  server: ['@ai-feed/protocol'],
}

/** Folders that every file of their package may import; all others are features. */
const shared: Record<string, readonly string[]> = {
  protocol: [''],
  core: ['', 'http', 'storage', 'platform'],
  elements: ['', 'post', 'reactive', 'theme'],
  server: ['', 'database', 'http'],
}

/** Only these wire features together. In the server, `server.ts` has a file for each group of them. */
const compositionRoots = new Set([
  'core/client.ts',
  'core/account-part.ts',
  'core/storage-part.ts',
  'core/writing-part.ts',
  'server/main.ts',
  'server/server.ts',
  'server/index.ts',
  'server/features.ts',
  'server/sign-in.ts',
  'server/content.ts',
  'server/rights.ts',
  'server/rights-commands.ts',
  'server/people.ts',
  'server/operate.ts',
  'server/services.ts',
  'server/open-pictures.ts',
  'elements/index.ts',
  'elements/define.ts',
  'elements/embed.ts',
])

/** The only places that name a dependency, as files or folders. The painter encodes what it has painted. */
const homes: Record<string, readonly string[]> = {
  'idb-keyval': ['packages/core/src/storage/database.ts'],
  sharp: ['packages/server/src/images/', 'packages/server/src/generators/painted/encode-picture.ts'],
  thumbhash: ['packages/server/src/images/'],
  'oidc-provider': ['packages/server/src/auth/'],
  '@node-rs/argon2': ['packages/server/src/accounts/passwords.ts'],
  '@simplewebauthn/server': ['packages/server/src/accounts/passkeys/'],
  aws4fetch: ['packages/server/src/media/s3/'],
  'pg-boss': ['packages/server/src/generations/'],
  pg: ['packages/server/src/database/'],
  'pg-copy-streams': ['packages/server/src/backups/'],
  'modern-tar': ['packages/server/src/backups/archive-'],
  yazl: ['packages/server/src/exports/export-account.ts'],
  yauzl: ['packages/server/src/exports/read-archive.ts'],
}

const offending = (find: (source: Source) => readonly string[]): string[] =>
  sources.flatMap((source) => find(source).map((fault) => `${source.path}: ${fault}`))

const assertNone = (faults: readonly string[]): void => assert.deepEqual(faults, [])

describe('imports', () => {
  it('of other packages go by name, in one direction, and are declared', () => {
    const declared = Object.fromEntries(
      Object.keys(packages).map((pkg) => {
        const packageJson = JSON.parse(readFileSync(join(root, 'packages', pkg, 'package.json'), 'utf8'))
        const { dependencies, peerDependencies = {} } = packageJson
        // What only types are taken from is there in the app that takes them.
        const typed = Object.keys(peerDependencies).map((name) => name.replace('@types/', ''))
        return [pkg, { all: new Set(Object.keys(dependencies)), typed: new Set(typed) }]
      }),
    )

    assertNone(
      offending(({ pkg, imports }) =>
        imports
          .filter(({ name, path }) => path === undefined && !(pkg === 'server' && isBuiltin(name)))
          .map(({ name, kind }) => ({ name: packageOf(name), kind }))
          .filter(({ name, kind }) => {
            if (name.startsWith('@ai-feed/')) return !packages[pkg]!.includes(name)
            return !declared[pkg]!.all.has(name) && !(kind === 'type' && declared[pkg]!.typed.has(name))
          })
          .map(({ name }) => name),
      ),
    )
    assertNone(
      offending(({ pkg, imports }) =>
        imports.flatMap(({ path }) => (path && !path.startsWith(`packages/${pkg}/src/`) ? [path] : [])),
      ),
    )
  })

  it('of files carry .js and lead to a file', () => {
    assertNone(
      offending(({ imports }) =>
        imports
          .filter(({ name, path }) => path && !(name.endsWith('.js') && existsSync(join(root, path))))
          .map(({ name }) => name),
      ),
    )
  })

  it('of node: are for the server only', () => {
    assertNone(
      offending(({ pkg, imports }) =>
        pkg === 'server' ? [] : imports.filter(({ name }) => isBuiltin(name)).map(({ name }) => name),
      ),
    )
  })

  it('never lead from one feature into another', () => {
    assertNone(
      offending(({ pkg, inner, feature, imports }) => {
        if (compositionRoots.has(`${pkg}/${inner}`)) return []
        return imports
          .filter(({ kind, path }) => kind === 'static' && path !== undefined)
          .map(({ path }) => path!.slice(`packages/${pkg}/src/`.length))
          .filter((target) => {
            const other = target.includes('/') ? target.split('/')[0]! : ''
            return other !== feature && !shared[pkg]!.includes(other)
          })
      }),
    )
  })

  it('of shared folders never lead into a feature or up to a composition root', () => {
    const roots = new Set([...compositionRoots].map((name) => name.replace('/', '/src/')))

    assertNone(
      offending(({ pkg, inner, imports }) =>
        compositionRoots.has(`${pkg}/${inner}`) || inner === 'index.ts' || inner === 'main.ts'
          ? []
          : imports
              .filter(({ kind, path }) => kind !== 'type' && path && roots.has(path.replace('packages/', '')))
              .map(({ name }) => name),
      ),
    )
  })

  it('form no cycle', () => {
    const byPath = new Map(sources.map((source) => [source.path, source]))
    const done = new Set<string>()
    const cycles: string[] = []
    const walk = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
      if (trail.includes(path) || done.has(path)) return
      for (const { kind, path: next } of byPath.get(path)?.imports ?? [])
        if (next && kind !== 'lazy') walk(next, [...trail, path])
      done.add(path)
    }

    for (const { path } of sources) walk(path, [])

    assertNone(cycles)
  })

  it('are lazy where the browser packages are put together, or of what stands beside', () => {
    const places = new Set(['core/client.ts', 'core/account-part.ts', 'elements/embed.ts', 'elements/load-strings.ts'])
    const isBeside = (feature: string, path = ''): boolean =>
      [feature, 'post'].some((folder) => path.startsWith(`packages/elements/src/${folder}/`))

    assertNone(
      offending(({ pkg, inner, feature, imports }) =>
        pkg === 'server' || places.has(`${pkg}/${inner}`)
          ? []
          : imports
              .filter(({ kind, path }) => kind === 'lazy' && !(feature !== '' && isBeside(feature, path)))
              .map(({ name }) => name),
      ),
    )
  })

  it('name each of these dependencies in its one home', () => {
    assertNone(
      offending(({ path, imports }) =>
        imports
          .filter(({ kind }) => kind !== 'type')
          .filter(({ name }) => !(homes[packageOf(name)] ?? [path]).some((home) => path.startsWith(home)))
          .map(({ name }) => name),
      ),
    )
  })

  it('never bring SQL and HTTP into one file', () => {
    assertNone(
      offending(({ inner, imports }) => {
        const names = imports.filter(({ kind }) => kind === 'static').map(({ name }) => packageOf(name))
        return names.includes('kysely') && names.some((name) => name === 'hono' || name === 'hono-openapi')
          ? [`${inner} imports kysely and hono`]
          : []
      }),
    )
  })
})
