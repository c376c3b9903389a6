import type { ColumnType } from 'kysely'

/** An instant: comes as a Date, is written as a Date or as text, and defaults to now. */
export type Time = ColumnType<Date, Date | string | undefined, Date | string>
/** An instant or none. */
export type NullableTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
/** JSON that comes parsed and is written as text. */
export type Json<T> = ColumnType<T, string, string>
