const copyMarks: readonly RegExp[] = [
  / \((?:[^()]* )?(?:conflicted copy|case conflict|selective sync conflict)[^()]*\)$/i, // Dropbox, Nextcloud, Box
  /_conflict-\d{8}-\d{6}$/i, // ownCloud
  /\.sync-conflict-\d{8}-\d{6}(?:-[0-9A-Z]{7})?$/i, // Syncthing
  / \(\d{1,3}\)$/, // Google Drive, browsers, Explorer
  / - Copy(?: \(\d{1,3}\))?$/i, // Explorer
];

/**
 * The names this one may be a copy of, by what sync clients and file managers add to a name, likeliest first. A name
 * alone proves nothing (`Plan-Final.xlsx`): the caller looks whether the original is there.
 */
export function possibleOriginals(name: string): readonly string[] {
  const dot = name.lastIndexOf('.');
  if (dot <= 0) return [];
  const stem = name.slice(0, dot);
  const extension = name.slice(dot);
  const stems = copyMarks.map((mark) => stem.replace(mark, ''));
  // OneDrive adds the computer's name, which may itself hold hyphens: the original may end at each.
  for (let at = stem.lastIndexOf('-'); at > 0; at = stem.lastIndexOf('-', at - 1)) {
    if (!/\s/.test(stem.slice(at))) stems.push(stem.slice(0, at));
  }
  return [...new Set(stems)].filter((one) => one !== stem && one !== '').map((one) => one + extension);
}
