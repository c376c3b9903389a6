import type pg from 'pg'
import { ConfigError } from '../config-error.js'
import { findTables, quoteName, readSchemaVersion } from '../database/catalogue.js'

/** Makes sure that nothing can be lost by filling a database.
 *  @throws ConfigError when there is a row in any table, or the tables are of a later version than the backup's. */
export async function checkEmpty(client: pg.ClientBase, schemaVersion: number): Promise<void> {
  for (const { name } of await findTables(client)) {
    const { rows } = await client.query<{ found: boolean }>(`select exists (select from ${quoteName(name)}) as found`)
    if (rows[0]?.found === true) {
      throw new ConfigError(`the database is not empty, there are rows in ${name}: restore needs an empty one`)
    }
  }
  const version = await readSchemaVersion(client)
  if (version > schemaVersion) {
    throw new ConfigError(
      `the tables of the database are of version ${version} and those of the backup of ${schemaVersion}: restore needs an empty database`,
    )
  }
}
