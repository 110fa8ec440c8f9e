/** A name as it is compared: letter case, kinds of spaces and blanks around it do not count. */
export function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .replace(/ ?\/ ?/g, '/')
    .trim()
    .toLowerCase();
}
