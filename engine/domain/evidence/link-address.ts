import { err, ok, type Result } from '../result.ts';

export type LinkProblem = { readonly code: 'invalid-link'; readonly message: string };

/** Longer addresses are cut by spreadsheet programs. */
const longestLink = 2_000;

/** A web address that is safe to offer, as it is kept. One that carries a password is refused: everybody would see it. */
export function checkLink(given: string): Result<string, LinkProblem> {
  const url = given.trim();
  const parts = /^https?:\/\/([^\s/?#\\]+)([/?#][^\s<>"]*)?$/i.exec(url);
  if (parts === null || url.length > longestLink) {
    const message = `Give the whole address of a web page, beginning with https://, at most ${longestLink} characters and without spaces.`;
    return err({ code: 'invalid-link', message });
  }
  if (parts[1]?.includes('@') === true) {
    return err({ code: 'invalid-link', message: 'The address holds a user name or password. Give it without.' });
  }
  return ok(url);
}
