import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the repository. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url))

/** How one file names another: `static` and `lazy` count at run time, `type` is erased. */
export interface Import {
  readonly kind: 'static' | 'type' | 'lazy'
  readonly name: string
  /** Path in the repository, for relative imports. */
  readonly path?: string
}

/** A source file, by its path in the repository. */
export interface Source {
  readonly path: string
  readonly pkg: string
  /** Path below `src/`, such as `feed/ai-feed.ts`. */
  readonly inner: string
  /** First folder below `src/`, or `''`. */
  readonly feature: string
  readonly code: string
  readonly imports: readonly Import[]
}

/** Every TypeScript file of the packages, ordered by path. */
export const sources: readonly Source[] = globSync('packages/*/src/**/*.ts', { cwd: root })
  .toSorted()
  .map((path) => {
    const [, pkg = '', , ...rest] = path.split('/')
    const code = readFileSync(join(root, path), 'utf8')
    return {
      path,
      pkg,
      inner: rest.join('/'),
      feature: rest.length > 1 ? rest[0]! : '',
      code,
      imports: findImports(path, code),
    }
  })

function findImports(path: string, code: string): Import[] {
  const statement = /^(?:import|export)\s+(type\s)?(?:[\w*${},\s]*?\sfrom\s+)?'([^']+)'/gm
  const stated = [...code.matchAll(statement)].map(([, type, name]) => ({
    kind: type ? 'type' : 'static',
    name: name!,
  }))
  const lazy = [...code.matchAll(/(?<!typeof )\bimport\('([^']+)'\)/g)].map(([, name]) => ({
    kind: 'lazy',
    name: name!,
  }))
  return [...stated, ...lazy].map(({ kind, name }) => ({
    kind: kind as Import['kind'],
    name,
    ...(name.startsWith('.') && { path: relative(root, join(root, dirname(path), name.replace(/\.js$/, '.ts'))) }),
  }))
}

/** The package part of a bare import: `lit` of `lit/decorators.js`. */
export function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
}
