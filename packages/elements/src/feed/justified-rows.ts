/** What is known of a tile before it is drawn. */
export interface Tile {
  readonly key: string
  /** Width by height. */
  readonly aspect: number
}

/** A row of tiles of one height. */
export interface JustifiedRow {
  /** Key of its first tile. */
  readonly key: string
  readonly from: number
  readonly to: number
  /** What the aspects of a full row add up to: more than its tiles have when it is not full. */
  readonly width: number
}

/** A row that is short of tiles may get so much higher than the others. */
const maxStretch = 1.5

/** Divides tiles into rows in their order, so that each row is about `heightPx` high when it is `widthPx` wide.
 *  @param starts keys of tiles that began a row before and do so again, so that tiles put in on top move no others; rows
 *  that are full are added to it */
export function justifiedRows(
  tiles: readonly Tile[],
  widthPx: number,
  heightPx: number,
  starts: Set<string>,
): readonly JustifiedRow[] {
  const wanted = widthPx / heightPx
  const rows: JustifiedRow[] = []
  for (let from = 0; from < tiles.length;) {
    let to = from
    let width = 0
    do {
      width += tiles[to]?.aspect ?? 1
      to += 1
    } while (
      to < tiles.length &&
      width < wanted &&
      !fitsBetter(width, tiles[to], wanted) &&
      !isStart(tiles[to], starts)
    )
    const key = tiles[from]?.key ?? ''
    const isFull = width >= wanted / maxStretch
    if (to < tiles.length) starts.add(key).add(tiles[to]?.key ?? '')
    rows.push({ key, from, to, width: isFull ? width : wanted })
    from = to
  }
  return rows
}

/** Whether a row comes nearer to its height without one more tile. */
function fitsBetter(width: number, next: Tile | undefined, wanted: number): boolean {
  return next !== undefined && width + next.aspect - wanted > wanted - width
}

const isStart = (tile: Tile | undefined, starts: ReadonlySet<string>): boolean =>
  tile !== undefined && starts.has(tile.key)
