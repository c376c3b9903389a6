/** Reads the stored files of pictures. */
export interface PictureFiles {
  /** Names the files of a folder, in order; none when there is no such folder. */
  list(folder: string): Promise<readonly string[]>
  read(folder: string, name: string): Promise<Uint8Array | undefined>
}

/** Stores pictures, and knows whose they are. */
export interface PictureStore extends PictureFiles {
  /** Writes a folder, whole or not at all. */
  write(folder: string, files: readonly { name: string; bytes: Uint8Array }[]): Promise<void>
  remove(folder: string): Promise<void>
  /** Rejects with a ConfigError unless the store is empty or belongs to the database of this id. */
  checkOwner(mediaId: string | undefined): Promise<void>
  /** Lets the store belong to the database of this id. */
  setOwner(mediaId: string): Promise<void>
}
