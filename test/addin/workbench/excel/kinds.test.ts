import assert from 'node:assert/strict';
import { excelKinds } from '#addin/workbench/excel/kinds';
import { readOfficeSurface } from '#test/support/office-surface';

/** Classes office.js makes by name for itself, outside its namespaces. */
const services = new Set(['AddinInternalService', 'CustomFunctions', 'DynamicRibbon', 'AppRuntimeService']);

/** Classes of which a pane may use everything the installed office.js has. */
const whole = [
  'WorksheetProtection',
  'WorksheetFreezePanes',
  'TableRow',
  'TableColumn',
  'TableSort',
  'TableColumnCollection',
  'TableRowCollection',
  'TableCollection',
  'Table',
  'NamedItemCollection',
  'SettingCollection',
  'Setting',
  'CustomPropertyCollection',
  'CustomProperty',
  'WorksheetCustomPropertyCollection',
  'WorksheetCustomProperty',
  'WorksheetCollection',
  'FormatProtection',
];

/** What office.js does by itself, or for its own tests. */
const own = /^(_|Load|Retrieve|ToJSON|Set$|SetMockData|Update|Constructor|Track|Untrack|EnsureUnchanged|GetItem$)/;

describe('the classes the host plays', () => {
  it('[E2] the classes a pane lives on are played whole', async () => {
    const surface = await readOfficeSurface();
    const missing = whole.flatMap((name) => {
      const played = excelKinds.get(name);
      const real = surface.get(name);
      const known = new Set(Object.keys({ ...played?.properties, ...played?.navigations, ...played?.methods }));
      const members = [...(real?.properties ?? []), ...(real?.navigations ?? []), ...(real?.methods ?? [])];
      return members.filter((member) => !known.has(member) && !own.test(member)).map((member) => `${name}.${member}`);
    });
    assert.deepEqual(missing, []);
  });

  it('[E2] every class and member played is one of the installed office.js', async () => {
    const surface = await readOfficeSurface();
    const unknown: string[] = [];
    for (const [name, { properties = {}, navigations = {}, methods = {}, items }] of excelKinds) {
      if (services.has(name)) continue;
      const real = surface.get(name);
      if (real === undefined) unknown.push(name);
      if (real?.isCollection !== (items !== undefined)) unknown.push(`${name} as a collection`);
      const check = (played: object, members: ReadonlySet<string> | undefined): void => {
        for (const member of Object.keys(played)) if (members?.has(member) === false) unknown.push(`${name}.${member}`);
      };
      check(properties, real?.properties);
      check(navigations, real?.navigations);
      check(methods, real?.methods);
    }
    assert.deepEqual(unknown, []);
  });
});
