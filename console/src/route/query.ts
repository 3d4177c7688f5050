/** A query with some parameters set to other values, or taken away by undefined and the empty text. */
export function changed(before: string, changes: Record<string, string | string[] | undefined>): string {
  const query = new URLSearchParams(before);
  if (!('page' in changes)) query.delete('page');
  Object.entries(changes).forEach(([name, value]) => {
    query.delete(name);
    [value ?? []].flat().forEach((one) => one && query.append(name, one));
  });
  const text = query.toString();
  return text && `?${text}`;
}
