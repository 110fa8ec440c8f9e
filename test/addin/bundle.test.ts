import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { builtPane } from '#test/support/built-pane';

/** In bytes, compressed, office.js left out: it comes from Office. */
const budget = 350_000;

describe('the built pane', function () {
  // Nothing may have been built yet.
  this.timeout(180_000);
  let folder: string;
  let html: string;
  before(async () => {
    folder = await builtPane();
    html = await readFile(join(folder, 'taskpane.html'), 'utf8');
  });

  /** Files the page names, in its order. */
  const named = (): readonly string[] =>
    [...html.matchAll(/(?:src|href)="?([\w./-]+\.(?:js|css))/g)].map(([, name]) => name ?? '');

  it('[U10] what is seen first weighs under 350 kB compressed', async () => {
    const files = await Promise.all(named().map((name) => readFile(join(folder, name))));
    const bytes = files.reduce((sum, file) => sum + gzipSync(file).length, 0);
    assert.ok(files.length > 3);
    assert.ok(bytes < budget, `${bytes} bytes`);
  });

  it('[U10] nothing needs inline scripts or code made from text', async () => {
    assert.deepEqual([...html.matchAll(/<script(?![^>]* src=)[^>]*>|\son\w+=|javascript:|<style/g)].map(String), []);
    for (const name of (await readdir(folder)).filter((one) => one.endsWith('.js'))) {
      const text = await readFile(join(folder, name), 'utf8');
      assert.doesNotMatch(text, /[^.\w]eval\(/, name);
      // zod looks whether it may make code, in a try; the pane tells it not to.
      assert.doesNotMatch(text.replaceAll('new Function("")', ''), /new Function\(/, name);
    }
  });

  it('[U10] office.js comes before everything else, from where the build says, and is never bundled', async () => {
    assert.match(
      html,
      /<script src="?https:\/\/appsforoffice\.microsoft\.com\/lib\/1\/hosted\/office\.js"?><\/script>\s*<script defer/,
    );
    for (const name of named())
      assert.doesNotMatch(
        await readFile(join(folder, name), 'utf8'),
        /OSFPerformance|Microsoft\.Office\.WebExtension/,
        name,
      );
  });

  it('[U10] what changes has another name; only the page and what the manifest names keep theirs', async () => {
    const kept = (await readdir(folder)).filter(
      (name) => /\.(js|css|html|json)$/.test(name) && !/\.[0-9a-f]{12}\./.test(name),
    );
    assert.deepEqual(kept.sort(), [
      ...['functions.de.json', 'functions.js', 'functions.json', 'sign-in.html', 'taskpane.html', 'web.html'],
    ]);
  });
});
