/** The fourth step: how a deleted user was called, until nobody's text names them any more. */
export const migration4Tables = `
alter table users add column former_handle text;
`
