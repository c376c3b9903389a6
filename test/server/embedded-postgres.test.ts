import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'

import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { ConfigError } from '@ai-feed/server'
import { copyPostgresBinaries, findPostgresBinaries } from '../../packages/server/dist/database/postgres-binaries.js'
import { startEmbeddedPostgres } from '../../packages/server/dist/database/embedded-postgres.js'
import type { EmbeddedPostgres } from '../../packages/server/dist/database/embedded-postgres.js'
import { createLog } from '../../packages/server/dist/log.js'

const isRoot = process.getuid?.() === 0
const records: Record<string, unknown>[] = []
const log = createLog({ write: (line) => void records.push(JSON.parse(line) as Record<string, unknown>) })

async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

async function pidOf(dataDir: string): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8'), 10)
}

describe('embedded PostgreSQL', () => {
  let home: string
  let dataDir: string
  let postgres: EmbeddedPostgres
  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'ai-feed-home-'))
    dataDir = join(home, 'data')
    // As a clone in /root is.
    await chmod(home, 0o700)
    postgres = await startEmbeddedPostgres({ dataDir, log })
  })
  after(async () => {
    await postgres.stop()
    await rm(home, { recursive: true, force: true })
  })

  it('is PostgreSQL 18 with safe settings', async () => {
    const [row] = await ask(
      postgres.url,
      `select current_setting('server_version_num')::int / 10000 as version, current_setting('fsync') as fsync,
        current_setting('listen_addresses') as addresses, current_database() as name, upper('é') as upper`,
    )

    assert.deepEqual(row, { version: 18, fsync: 'on', addresses: '', name: 'ai_feed', upper: 'É' })
  })

  it('asks for the generated password', async () => {
    const { password, ...rest } = new pg.Client({ connectionString: postgres.url })
    const hba = await readFile(join(dataDir, 'postgres/data/pg_hba.conf'), 'utf8')
    const rules = hba.split('\n').filter((line) => /^\w/.test(line))

    assert.ok(String(password).length >= 24)
    assert.ok(rules.length > 0 && rules.every((rule) => rule.endsWith('scram-sha-256')))
    const wrong = new pg.Client({
      host: rest.host,
      port: rest.port,
      user: 'ai_feed',
      database: 'ai_feed',
      password: 'x',
    })
    await assert.rejects(wrong.connect(), { code: '28P01' })
  })

  it('keeps its folders and its password to itself', async () => {
    const socketFolder = new pg.Client({ connectionString: postgres.url }).host

    for (const path of [dataDir, join(dataDir, 'postgres'), socketFolder]) {
      assert.equal((await stat(path)).mode & 0o077, 0, path)
    }
    assert.equal((await stat(join(dataDir, 'postgres/password'))).mode & 0o777, 0o600)
    assert.ok(Buffer.byteLength(join(socketFolder, '.s.PGSQL.5432')) <= 107)
  })

  it('never runs as root to itself', { skip: !isRoot }, async () => {
    const status = await readFile(`/proc/${await pidOf(dataDir)}/status`, 'utf8')

    assert.match(status, /^CapEff:\s+0000000000000000$/m)
  })

  it('runs in a process group of its own', async () => {
    const fields = (await readFile(`/proc/${await pidOf(dataDir)}/stat`, 'utf8')).split(') ')[1]?.split(' ')

    assert.equal(Number(fields?.[2]), await pidOf(dataDir))
  })

  it('keeps a second server out, by whatever path it comes', async () => {
    const alias = join(home, 'alias')
    await symlink(dataDir, alias)

    for (const path of [dataDir, alias]) {
      await assert.rejects(
        startEmbeddedPostgres({ dataDir: path, log }),
        (error: Error) => error instanceof ConfigError && /another ai-feed server is running/.test(error.message),
      )
    }
    await ask(postgres.url, 'select 1')
  })

  it('comes back at the same address when it was killed', async () => {
    await ask(postgres.url, 'create table kept as select 7 as n')
    const pid = await pidOf(dataDir)
    process.kill(pid, 'SIGKILL')
    while (!records.some((record) => record['event'] === 'postgres.back')) await delay(20)

    assert.deepEqual(await ask(postgres.url, 'select n from kept'), [{ n: 7 }])
    assert.notEqual(await pidOf(dataDir), pid)
  })

  it('keeps everything over a stop, and leaves no socket', async () => {
    const socketFolder = new pg.Client({ connectionString: postgres.url }).host
    await postgres.stop()
    await assert.rejects(stat(socketFolder))

    postgres = await startEmbeddedPostgres({ dataDir, log })

    assert.deepEqual(await ask(postgres.url, 'select n from kept'), [{ n: 7 }])
  })

  it('starts though its process number belongs to something else now', async () => {
    await postgres.stop()
    await writeFile(join(dataDir, 'postgres/data/postmaster.pid'), `${process.pid}\n/x\n1\n5432\n/nowhere\n\n`)

    postgres = await startEmbeddedPostgres({ dataDir, log })

    assert.deepEqual(await ask(postgres.url, 'select n from kept'), [{ n: 7 }])
  })

  it('leaves no socket folder of a postmaster that was killed', async () => {
    const folder = join(home, 'killed')
    const first = await startEmbeddedPostgres({ dataDir: folder, log })
    const socketFolder = new pg.Client({ connectionString: first.url }).host
    process.kill(await pidOf(folder), 'SIGKILL')
    await first.stop()
    await mkdir(socketFolder, { mode: 0o700 })

    await (await startEmbeddedPostgres({ dataDir: folder, log })).stop()

    await assert.rejects(stat(socketFolder))
  })

  it('refuses a folder of another version with the way out', async () => {
    const old = join(home, 'old')
    await mkdir(join(old, 'postgres/data'), { recursive: true })
    await writeFile(join(old, 'postgres/password'), 'x')
    await writeFile(join(old, 'postgres/data/PG_VERSION'), '17\n')

    await assert.rejects(startEmbeddedPostgres({ dataDir: old, log }), {
      name: 'ConfigError',
      message: /backup with the old release, restore with this one/,
    })
  })

  it('leaves nothing that looks finished when it cannot be made', async () => {
    const broken = join(home, 'broken')
    const account = { kind: 'other', uid: 4_000_000, gid: 4_000_000 } as const

    await assert.rejects(startEmbeddedPostgres({ dataDir: broken, log, account, shelter: join(home, 'shelter') }))
    assert.deepEqual(
      (await readdir(broken)).filter((name) => name === 'postgres'),
      [],
    )
  })

  it('lets two starts at the same moment agree on one', async () => {
    const shared = join(home, 'shared')
    const starts = await Promise.allSettled([1, 2].map(() => startEmbeddedPostgres({ dataDir: shared, log })))
    const started = starts.filter((start) => start.status === 'fulfilled')

    assert.equal(started.length, 1)
    for (const start of started) await start.value.stop()
    assert.deepEqual(await readdir(shared), ['postgres'])
  })
})

describe('embedded PostgreSQL under another account', { skip: !isRoot }, () => {
  const account = { kind: 'other', uid: 65_534, gid: 65_534 } as const
  let home: string
  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'ai-feed-account-'))
  })
  after(() => rm(home, { recursive: true, force: true }))

  it('stays in a data folder that the account can enter', async () => {
    await chmod(home, 0o711)
    const dataDir = join(home, 'open')
    const postgres = await startEmbeddedPostgres({ dataDir, log, account, shelter: join(home, 'shelter') })
    const owner = (await stat(join(dataDir, 'postgres/data'))).uid
    await postgres.stop()

    assert.equal(owner, 65_534)
    assert.ok(records.some((record) => record['event'] === 'postgres.other_account'))
  })

  it('runs binaries that were copied to where it can read them', async () => {
    const copy = await copyPostgresBinaries(await findPostgresBinaries(), join(home, 'shelter/bin'))
    const again = await copyPostgresBinaries(await findPostgresBinaries(), join(home, 'shelter/bin'))
    const ids = { uid: account.uid, gid: account.gid }
    await chmod(home, 0o711)

    assert.match(execFileSync(copy.postgres, ['--version'], ids).toString(), /PostgreSQL\) 18/)
    assert.deepEqual(again, copy)
    assert.equal((await readdir(join(home, 'shelter/bin'))).length, 1)
  })

  it('goes elsewhere from one that it cannot enter, and finds it again', async () => {
    await chmod(home, 0o711)
    const dataDir = join(home, 'closed', 'data')
    await mkdir(join(home, 'closed'), { mode: 0o700 })
    const options = { dataDir, log, account, shelter: join(home, 'shelter') }
    const first = await startEmbeddedPostgres(options)
    await ask(first.url, 'create table kept as select 7 as n')
    await first.stop()
    assert.deepEqual(await readdir(dataDir), ['postgres-folder'])

    // The next start may run in another way: what is there is used.
    const second = await startEmbeddedPostgres({ dataDir, log })
    const rows = await ask(second.url, 'select n from kept')
    await second.stop()

    assert.deepEqual(rows, [{ n: 7 }])
  })
})
