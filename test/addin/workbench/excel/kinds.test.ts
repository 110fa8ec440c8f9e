import assert from 'node:assert/strict';
import { excelKinds } from '#addin/workbench/excel/kinds';
import { readOfficeSurface } from '#test/support/office-surface';

/** Classes office.js makes by name for itself, outside its namespaces. */
const services = new Set(['AddinInternalService', 'CustomFunctions', 'DynamicRibbon', 'AppRuntimeService']);

describe('the classes the host plays', () => {
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
