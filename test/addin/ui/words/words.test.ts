import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { english } from '#addin/ui/words/english';
import { german } from '#addin/ui/words/german';
import { languageOf } from '#addin/ui/words/language';
import { fill } from '#addin/ui/words/say';
import { speechOf } from '#addin/ui/words/speech';
import type { Text } from '#addin/ui/words/texts';
import { errorTitles } from '#engine/contract/errors';

const forms = (text: Text): readonly string[] => (typeof text === 'string' ? [text] : [text.one, text.other]);
const holes = (text: string): readonly string[] =>
  [...text.matchAll(/\{([a-zA-Z]+)\}/g)].map(([, name]) => name ?? '').sort();

describe('words', () => {
  it('[U5] both languages have the same sentences with the same holes, in every form', () => {
    const [originals, translations]: readonly Readonly<Record<string, Text>>[] = [english, german];
    assert.deepEqual(Object.keys(translations ?? {}).sort(), Object.keys(originals ?? {}).sort());
    for (const [key, original] of Object.entries(originals ?? {})) {
      const translation = translations?.[key] ?? '';
      assert.equal(typeof translation, typeof original, key);
      const expected = [...new Set(forms(original).flatMap(holes))];
      for (const form of [...forms(original), ...forms(translation)]) {
        // "One" may go without its number.
        const said = new Set([...holes(form), ...(typeof original === 'string' ? [] : ['count'])]);
        assert.deepEqual(
          [...said].sort(),
          [...new Set([...expected, ...(typeof original === 'string' ? [] : ['count'])])].sort(),
          key,
        );
        assert.equal(form, form.trim(), key);
        assert.notEqual(form, '', key);
      }
    }
  });

  it('[U5] German is not English left as it was, but for names and words both have', () => {
    const alike = Object.entries<Text>(english).filter(
      ([key, text]) => forms(text).join() === forms((german as Readonly<Record<string, Text>>)[key] ?? '').join(),
    );
    // Names, and words that are the same in both languages.
    assert.ok(alike.length * 25 < Object.keys(english).length, alike.map(([key]) => key).join(', '));
  });

  it('[U5] everything the engine refuses by has words', () => {
    const missing = Object.keys(errorTitles).filter((code) => !Object.hasOwn(english, `problem.${code}`));
    assert.deepEqual(missing, [], 'add them to addin/ui/words/{english,german}/problems.ts');
  });

  it('[U5] every sentence is said somewhere', async () => {
    const sources = await Promise.all(
      ['addin/panes', 'addin/ui', 'addin/functions', 'addin/commands'].map(async (folder) =>
        Promise.all(
          (await readdir(folder, { recursive: true }))
            .filter((name) => /\.tsx?$/.test(name) && !name.includes('words/english') && !name.includes('words/german'))
            .map((name) => readFile(join(folder, name), 'utf8')),
        ),
      ),
    );
    const all = sources.flat().join('\n');
    // Found by a code that arrives as data.
    const looked = ['problem.', 'activity.', 'permission.'];
    const unsaid = Object.keys(english).filter(
      (key) => !looked.some((start) => key.startsWith(start)) && !all.includes(`'${key}'`),
    );
    assert.deepEqual(unsaid, []);
  });

  it('[U6] numbers and counting forms are those of the language', () => {
    const text = { one: '{count} cell', other: '{count} cells' };
    assert.equal(fill(text, { count: 1 }, 'en'), '1 cell');
    assert.equal(fill(text, { count: 0 }, 'en'), '0 cells');
    assert.equal(fill('{points}', { points: 12_345.5 }, 'de'), '12.345,5');
    assert.equal(fill('{name} {other}', { name: '{other}' }, 'en'), '{other} {other}');
  });

  it('[U6] a language the pane does not speak is English', () => {
    assert.deepEqual(['de', 'de-AT', 'DE-ch', 'en-GB', 'fr-FR', ''].map(languageOf), [
      'de',
      'de',
      'de',
      'en',
      'en',
      'en',
    ]);
  });

  it('[U6] a code that arrives as data finds its sentence or nothing', () => {
    const { lookUp } = speechOf('en');
    assert.equal(lookUp('problem.no-engine', { address: 'https://x' }), 'The engine at https://x does not answer.');
    assert.equal(lookUp('problem.toString'), null);
    assert.equal(lookUp('constructor'), null);
  });
});
