import type { Config } from './config.js'

/** Names the folders of this machine whose disks the server fills. */
export function findGrowingFolders({ databaseUrl, dataDir, mediaBucket, mediaDir }: Config): Record<string, string> {
  return { ...(databaseUrl === undefined && { database: dataDir }), ...(!mediaBucket && { pictures: mediaDir }) }
}
