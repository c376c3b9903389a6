/** What stands in all fields of a form that share a name, in their order, without the spaces around it. */
export function fieldTexts(form: HTMLFormElement, name: string): readonly string[] {
  return new FormData(form).getAll(name).map((value) => (typeof value === 'string' ? value.trim() : ''))
}
