import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadTemplate } from '#engine/app/ports';
import { ids, read, rulesOf } from '#test/support/oscal-builders';

const realData = process.env['CONTROLBOOK_REAL_DATA'];

const rev4 = 'NIST_SP-800-53_rev4_catalog-min.json.gz';
const rev5 = 'NIST_SP-800-53_rev5_catalog-min.v5.0.1.json.gz';
const fedramp = 'FedRAMP_rev4_MODERATE-baseline_profile-min.json.gz';

if (realData) {
  const file = (name: string) => readFileSync(join(realData, 'catalogs', 'oscal', name));
  const readFile = (name: string, companion?: string) =>
    read(file(name), companion === undefined ? {} : { [companion]: file(companion) }, name);
  const table = (name: string) =>
    readFileSync(join(realData, 'catalogs', name), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .filter((row) => !row.includes('status=withdrawn') && !row.includes('appendix=J'))
      .map((row) => row.slice(0, row.indexOf(',')));

  describe('official OSCAL files', () => {
    it('[O17] the NIST SP 800-53 rev 4 catalog has the active controls of the table, 96 withdrawn ones left out', () => {
      const template = readFile(rev4);
      assert.equal(ids(template).length, 826);
      assert.deepEqual([...ids(template)].sort(), table('nist-800-53r4.csv').sort());
      assert.deepEqual(rulesOf(template), ['withdrawn-controls']);
      assert.match(template.findings[0]?.message ?? '', /^96 withdrawn controls left out: AC-3\(1\), /);
      assert.equal(new Set(template.content.controls.map(({ family }) => family)).size, 18);
    });

    it('[O17] the NIST SP 800-53 rev 5 catalog has the active controls of the table, 182 withdrawn ones left out', () => {
      const template = readFile(rev5);
      assert.deepEqual([...ids(template)].sort(), table('nist-800-53r5.csv').sort());
      assert.match(template.findings[0]?.message ?? '', /^182 withdrawn controls /);
      assert.equal(new Set(template.content.controls.map(({ family }) => family)).size, 20);
    });

    const baselines = [
      ['NIST_SP-800-53_rev4_LOW-baseline_profile.json.gz', rev4, 124],
      ['NIST_SP-800-53_rev4_MODERATE-baseline_profile.json.gz', rev4, 261],
      ['NIST_SP-800-53_rev4_HIGH-baseline_profile.json.gz', rev4, 343],
      ['NIST_SP-800-53_rev5_LOW-baseline_profile-min.json.gz', rev5, 149],
      ['NIST_SP-800-53_rev5_MODERATE-baseline_profile-min.json.gz', rev5, 287],
      ['NIST_SP-800-53_rev5_HIGH-baseline_profile-min.json.gz', rev5, 370],
      ['NIST_SP-800-53_rev5_PRIVACY-baseline_profile-min.json.gz', rev5, 96],
      [fedramp, rev4, 325],
    ] as const;
    for (const [profile, catalog, count] of baselines) {
      it(`[O17] ${profile} selects ${count} controls`, () => {
        const template = readFile(profile, catalog);
        assert.equal(ids(template).length, count);
        assert.equal(new Set(ids(template)).size, count);
        assert.deepEqual(rulesOf(template), catalog === rev5 ? ['import-by-resemblance'] : []);
      });
    }

    it('[O17] the FedRAMP moderate profile selects the controls of its table', () => {
      assert.deepEqual([...ids(readFile(fedramp, rev4))].sort(), table('fedramp-moderate-r4.csv').sort());
    });

    it('[O17] a profile resolved here is the same template, text by text, as the resolved catalog its publisher offers', () => {
      const pairs = [
        [
          'NIST_SP-800-53_rev4_MODERATE-baseline_profile.json.gz',
          'NIST_SP-800-53_rev4_MODERATE-baseline-resolved-profile_catalog-min.json.gz',
        ],
        [fedramp, 'FedRAMP_rev4_MODERATE-baseline-resolved-profile_catalog-min.json.gz'],
      ] as const;
      for (const [profile, resolved] of pairs) {
        const content = ({ content: { controls, actions } }: ReadTemplate) => ({ controls, actions });
        assert.deepEqual(content(readFile(profile, rev4)), content(readFile(resolved)), profile);
      }
    });

    it('[O17] the rev 5 HIGH baseline has the ids, in order, of the resolved catalog, which was made from a later catalog', () => {
      const resolved = readFile('NIST_SP-800-53_rev5_HIGH-baseline-resolved-profile_catalog-min.json.gz');
      assert.deepEqual(ids(readFile('NIST_SP-800-53_rev5_HIGH-baseline_profile-min.json.gz', rev5)), ids(resolved));
      const action = resolved.content.actions.find(({ title }) => title === 'AC-2(3) Disable Accounts');
      assert.match(
        action?.descriptions[1]?.text ?? '',
        /^\*\*Objectives\*\*\n\n\* AC-02\(03\)\(a\) accounts are disabled within \[/,
      );
    });

    it('[O11] a rev 5 profile does not take the rev 4 catalog', () => {
      assert.throws(() => readFile('NIST_SP-800-53_rev5_LOW-baseline_profile-min.json.gz', rev4), /missing-import/);
    });
  });
}
