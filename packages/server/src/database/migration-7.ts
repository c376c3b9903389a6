/** The seventh step: who is named where, so that the name of somebody who is erased is found without reading every text. */
export const migration7Tables = `
create index posts_mentions on posts using gin
  ((jsonb_path_query_array(text, '$[*] ? (@.type == "mention").handle'))) where text @> '[{"type": "mention"}]';
create index post_edits_mentions on post_edits using gin
  ((jsonb_path_query_array(text, '$[*] ? (@.type == "mention").handle'))) where text @> '[{"type": "mention"}]';
-- A profile is kept as it was typed: its words, with those that begin like a mention.
create index users_bio_words on users using gin
  ((regexp_split_to_array(lower(bio collate "C"), '[^a-z0-9_@]+'))) where bio like '%@%';
`
