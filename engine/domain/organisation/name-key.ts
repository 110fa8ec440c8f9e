/** A name as part of a ref: people use letters a ref has none of. */
export function nameKey(name: string): string {
  const readable = name
    .trim()
    .toLocaleLowerCase('en')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  let sum = 0;
  for (let index = 0; index < name.length; index += 1) sum = (Math.imul(sum, 31) + name.charCodeAt(index)) >>> 0;
  return `${readable.slice(0, 60) || 'name'}-${sum.toString(36)}`;
}
