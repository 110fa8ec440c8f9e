/** What titles are compared by: letter case and surrounding space aside, one Unicode form. */
export function titleKey(title: string): string {
  return title.trim().normalize('NFC').toLowerCase();
}
