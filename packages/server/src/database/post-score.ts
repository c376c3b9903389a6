/** The score by which `for-you` is ordered, as a column that the database computes: it cannot drift from what it is made of.
 *
 *  score = time + likes + comments + reposts + quotes + 2 × remixes, where time counts half days since 2026 and the others are
 *  binary logarithms, rounded down to eighths. A post with twice the likes stands as high as one that is half a day younger.
 *  In these steps the score of a popular post stays the same for most likes, so that its index need not be written. */
export const postScore = `
create function score_time(created_at timestamptz) returns double precision language sql immutable parallel safe
  return extract(epoch from created_at - timestamptz '2026-01-01 00:00:00+00')::double precision / 43200;

create function score_step(n int) returns double precision language sql immutable parallel safe
  return floor(8 * ln(1.0::double precision + n) / ln(2.0::double precision) + 1e-9) / 8;

alter table posts drop column score;
alter table posts add column score double precision not null generated always as (
  score_time(created_at) + score_step(likes_count) + score_step(comments_count) + score_step(reposts_count)
  + score_step(quotes_count) + 2 * score_step(remixes_count)) stored;
create index posts_score on posts (site_id, score desc, position desc)
  where position is not null and deleted_at is null and visibility = 'public' and comment_on is null and hidden_at is null;
`
