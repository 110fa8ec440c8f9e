import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { OfficeAddinManifest } from 'office-addin-manifest';
import { registerCommands } from '#addin/commands/register-commands';
import { type Built, checkManifest, find, parse } from '#test/support/check-manifest';
import { withTemporaryFolder } from '#test/support/temporary-folder';

async function readBuilt(): Promise<Built> {
  const icons = (await readdir(join('addin', 'icons'))).filter((name) => name.endsWith('.png'));
  const sizes = await Promise.all(
    icons.map(async (name) => {
      // Width and height stand at fixed places of a PNG's first part.
      const bytes = await readFile(join('addin', 'icons', name));
      return [`icons/${name}`, [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]] as const;
    }),
  );
  const actions = new Set<string>();
  registerCommands(
    (name) => void actions.add(name),
    () => Promise.reject(new Error('not run')),
  );
  return {
    files: new Set([
      ...icons.map((name) => `icons/${name}`),
      'taskpane.html',
      'functions.js',
      'functions.json',
      'functions.de.json',
    ]),
    iconSizes: new Map(sizes),
    actions,
  };
}

const manifest = (): Promise<string> => readFile('manifest.xml', 'utf8');

describe('manifest', () => {
  it("[U18] Microsoft's reader reads it", async () => {
    const info = await OfficeAddinManifest.readManifestFile('manifest.xml');
    assert.equal(info.displayName, 'Controlbook');
    assert.deepEqual(info.hosts, ['Workbook']);
    assert.equal(info.defaultSettings?.sourceLocation, 'https://localhost:3701/pane/taskpane.html');
    assert.equal(info.permissions, 'ReadWriteDocument');
  });

  it('[U18] its order, ids, lengths, addresses, icons and commands are those of what is built', async () => {
    assert.deepEqual(checkManifest(await manifest(), await readBuilt()), []);
  });

  it('[U18] the icons of the ribbon and the add-in are there in 16, 32, 64, 80 and 128', async () => {
    const { iconSizes } = await readBuilt();
    for (const size of [16, 32, 64, 80, 128]) assert.deepEqual(iconSizes.get(`icons/icon-${size}.png`), [size, size]);
  });

  it('[U18] its tab has the commands people were promised, in both languages', async () => {
    const root = parse(await manifest());
    const strings = new Map(find(root, 'bt:String').map((one) => [one.attributes['id'], one]));
    const labels = find(root, 'Control').map((control) => strings.get(control.children[0]?.attributes['resid'] ?? ''));
    const texts = labels.map((label) => label?.attributes['DefaultValue']);
    for (const wanted of ['Sync now', 'My action items', 'Conflicts', 'Import template', 'New assessment', 'Report']) {
      assert.ok(texts.includes(wanted), wanted);
    }
    for (const label of labels) assert.equal(label?.children[0]?.attributes['Locale'], 'de-DE');
  });

  const broken: Readonly<Record<string, readonly [from: string | RegExp, to: string, fault: RegExp]>> = {
    'a missing resource': ['resid="Sync.Tip"', 'resid="Sync.Hint"', /"Sync\.Hint" is not among the resources/],
    'a resource nobody uses': [
      '<bt:ShortStrings>',
      '<bt:ShortStrings><bt:String id="Left.Over" DefaultValue="x"/>',
      /"Left\.Over" is used nowhere/,
    ],
    'an id twice': ['String id="Report.Label"', 'String id="Pane.Label"', /"Pane\.Label" is there twice/],
    'an id of 33 characters': [/Functions\.Metadata\.Url/g, 'F'.repeat(33), /longer than 32 characters/],
    'a text for an address': [
      '<FunctionFile resid="Pane.Url"/>',
      '<FunctionFile resid="Pane.Label"/>',
      /"Pane\.Label" is a bt:String, not a bt:Url/,
    ],
    http: ['https://localhost:3701/pane/functions.js"', 'http://localhost:3701/pane/functions.js"', /is not https/],
    'a page that is not built': [
      '/pane/taskpane.html"/>\n  </DefaultSettings>',
      '/pane/task-pane.html"/>\n  </DefaultSettings>',
      /leads to nothing that is built/,
    ],
    'an icon of another size': ['icons/sync-32.png', 'icons/sync-80.png', /is 80 x 80, not 32 x 32/],
    'a command nobody wrote': [
      '<FunctionName>syncNow<',
      '<FunctionName>syncLater<',
      /nothing is associated with "syncLater"/,
    ],
    'a title behind its text': [
      /(<Title resid="Sync.Label"\/>)(\s*)(<Description resid="Sync.Tip"\/>)/,
      '$3$2$1',
      /<Title> comes too late/,
    ],
    'a stranger': ['<Namespace', '<Colour/><Namespace', /<Colour> does not belong here/],
    'no shared runtime': ['<Set Name="SharedRuntime" MinVersion="1.1"/>', '', /needs SharedRuntime 1\.1/],
    'two pages': ['<FunctionFile resid="Pane.Url"/>', '<FunctionFile resid="Help.Url"/>', /do not share one page/],
    'a long tip': [/(id="Sync.Tip" DefaultValue=")[^"]*/, `$1${'x'.repeat(251)}`, /longer than 250/],
    'no id': [/<Id>[^<]*/, '<Id>controlbook', /is no GUID/],
  };
  for (const [name, [from, to, fault]] of Object.entries(broken)) {
    it(`[U18] the check finds ${name}`, async () => {
      const xml = await manifest();
      const changed = xml.replace(from, to);
      assert.notEqual(changed, xml);
      assert.match(checkManifest(changed, await readBuilt()).join('\n'), fault);
    });
  }

  it("[U18] a deployment's manifest has its own origin and id throughout", async () => {
    await withTemporaryFolder(async (folder) => {
      const out = join(folder, 'manifest.xml');
      const stamp = (...args: readonly string[]) =>
        promisify(execFile)(process.execPath, ['.tools/stamp-manifest.mjs', ...args, '--out', out]);
      const id = '0ED0D9D8-6C0C-4C84-9A6B-3B1C1B0F2A11';
      await stamp('--origin', 'https://controlbook.example.org', '--id', id);
      const xml = await readFile(out, 'utf8');
      assert.doesNotMatch(xml, /localhost/);
      assert.match(xml, new RegExp(`<Id>${id.toLowerCase()}</Id>`));
      assert.deepEqual(checkManifest(xml, await readBuilt()), []);
      for (const origin of ['http://controlbook.example.org', 'https://controlbook.example.org/pane', 'controlbook']) {
        await assert.rejects(stamp('--origin', origin), /is no https origin/);
      }
    });
  });
});
