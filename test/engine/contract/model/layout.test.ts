import assert from 'node:assert/strict';
import { recordFields } from '#engine/contract/model/field';
import { columnByField, columnByHeader, comparableHeader, tableLayouts } from '#engine/contract/model/layout';

describe('layout', () => {
  it('[W117] a header is known whatever its letter case and spaces, and no two headers of a table are alike', () => {
    assert.equal(columnByHeader(tableLayouts.actions, '  implementation\n STATUS ')?.key, 'implementationStatus');
    assert.equal(columnByHeader(tableLayouts.actions, 'My column'), null);
    for (const { columns, name, keyColumn } of Object.values(tableLayouts)) {
      assert.equal(new Set(columns.map(({ header }) => comparableHeader(header))).size, columns.length, name);
      assert.ok(
        columns.some(({ key }) => key === keyColumn),
        name,
      );
    }
  });

  it('[W117] every field of an action record has its column, open to people', () => {
    for (const field of Object.keys(recordFields) as (keyof typeof recordFields)[]) {
      assert.equal(columnByField(field).locked, false);
    }
    assert.equal(tableLayouts.actions.columns.filter(({ locked }) => !locked).length, Object.keys(recordFields).length);
  });
});
