import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPeople } from '#engine/commands/people';
import { readCsv } from '#engine/commands/read-csv';

const problems = (text: string): readonly string[] => {
  const read = readPeople(text);
  assert.ok(!read.ok);
  return read.error;
};

describe('people from a CSV file', () => {
  it('[I19] reads names, addresses and roles, as programs and spreadsheets write them', () => {
    const expected = [
      { name: 'Ann Archer', email: 'ann@example.org', roles: ['reader', 'portal-admin'] },
      { name: 'Baker, "Bob"', email: 'bob@example.org', roles: [] },
    ];
    const files = [
      'name,email,roles\nAnn Archer,ann@example.org,Reader; Portal Admin\n"Baker, ""Bob""",bob@example.org,\n',
      '\uFEFFE-Mail;Display Name;Role\r\nann@example.org;Ann Archer;"reader;Compliance Manager Portal-Admin"\r\n\r\nbob@example.org;"Baker, ""Bob"""\r\n',
      'roles\tname\temail\n"reader|portal admin"\tAnn Archer\tann@example.org\n\t"Baker, ""Bob"""\tbob@example.org',
    ];
    for (const file of files) assert.deepEqual(readPeople(file), { ok: true, value: expected });
  });

  it('[I19] names every line that is wrong, and takes none', () => {
    assert.deepEqual(problems('name,email,roles\nAnn,ann@example.org,Boss\n\n,bob,\n'), [
      'Line 2: "Boss" is no role. The roles are Reader, Contributor, Assessor, Administrator, Portal Admin.',
      'Line 4: a name of 1 to 200 characters is missing.',
      'Line 4: "bob" is no e-mail address.',
    ]);
    assert.match(problems('Ann,ann@example.org')[0] ?? '', /has to name the columns/);
    assert.match(problems('')[0] ?? '', /has to name the columns/);
    assert.match(problems('name,email\n')[0] ?? '', /nobody/);
    assert.match(problems('name,email\n"Ann,ann@example.org\nBob,b@c.de')[0] ?? '', /^Line 2: a quotation mark/);
    assert.match(problems(`name,email\n${'A,a@b.cd\n'.repeat(5_001)}`)[0] ?? '', /at most 5000/);
  });

  it('[I19] reads back whatever a table of texts holds', () => {
    const cell = fc.stringMatching(/^[a-z0-9 ,;"\n\t=+@-]{0,12}$/).map((text) => text.trim());
    const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(table, (rows) => {
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const text = ['"a","b"', ...rows.map((row) => row.map(quoted).join(','))].join('\r\n');
        const read = readCsv(text);
        assert.ok(read.ok);
        const filled = rows.filter((row) => row.some((one) => one !== ''));
        assert.deepEqual(
          read.value.slice(1).map(({ cells }) => cells),
          filled,
        );
      }),
    );
  });
});
