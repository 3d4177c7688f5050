/** Returns a query string with changed parameters; undefined and an empty text remove a parameter. */
export function withParams(search: string, changes: Record<string, string | string[] | undefined>): string {
  const query = new URLSearchParams(search);
  if (!('page' in changes)) query.delete('page');
  Object.entries(changes).forEach(([name, value]) => {
    query.delete(name);
    [value ?? []].flat().forEach((one) => one && query.append(name, one));
  });
  const text = query.toString();
  return text && `?${text}`;
}
