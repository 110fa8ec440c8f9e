import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Typo from 'typo-js';
import type { BuiltInLibrary } from '#engine/domain/templates/built-in';

/**
 * Words of the templates' texts that neither an American dictionary nor the list of the field's own words
 * (`check/words.txt`, one a line) has, each with where it stands first and what may have been meant.
 */
export async function checkSpelling(folder: string, library: BuiltInLibrary): Promise<readonly string[]> {
  const own = new Set(
    (await readFile(join(folder, 'check', 'words.txt'), 'utf8')).split('\n').map((word) => word.toLowerCase()),
  );
  const dictionary = new Typo('en_US');
  const places = new Map<string, string>();
  for (const { place, text } of textsOf(library)) {
    for (const word of wordsToCheck(text)) if (!places.has(word)) places.set(word, place);
  }
  return [...places].flatMap(([word, place]) => {
    const plain = word.replace(/['’]s$/, '');
    const known = [plain, plain.toLowerCase()].some((form) => own.has(form.toLowerCase()) || dictionary.check(form));
    return known ? [] : [`${place}: "${word}"${meant(dictionary.suggest(plain, 3))}`];
  });
}

function meant(suggestions: readonly string[]): string {
  return suggestions.length === 0 ? '' : ` (${suggestions.join(', ')}?)`;
}

function* textsOf({ actions, templates }: BuiltInLibrary): Iterable<{ readonly place: string; readonly text: string }> {
  for (const { id, title, descriptions, owners } of actions) {
    yield { place: `library ${id}`, text: [title, ...descriptions.map(({ text }) => text), ...owners].join('\n') };
  }
  for (const { id: framework, content } of templates) {
    yield { place: framework, text: content.acknowledgement ?? '' };
    for (const { id, title, statement, description } of content.controls) {
      // An official title is as its standard has it, be it British; one of ours stands where there is a statement.
      yield { place: `${framework} ${id}`, text: statement === null ? description : `${title}\n${description}` };
    }
  }
}

/** Words as people write them; commands, addresses, identifiers, and words in capitals are not prose. */
function wordsToCheck(text: string): readonly string[] {
  const prose = text
    .replace(/`[^`]*`/g, ' ')
    .replace(/\]\([^)]*\)/g, '] ')
    .replace(/\S*(?:[@/\\_]|https?:)\S*/g, (piece) =>
      /^[A-Za-z]+\/[A-Za-z]+[.,;:]?$/.test(piece) ? piece.replace('/', ' ') : ' ',
    );
  const words = prose.match(/[A-Za-z][A-Za-z'’]*[A-Za-z]/g) ?? [];
  return words.filter((word) => !/[A-Z].*[A-Z]/.test(word) && word.length > 2);
}
