import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFileProcess } from '#engine/adapters/process/file-process';
import { createTemplateImports } from '#engine/app/import-template';
import type { SubmittedFile } from '#engine/app/ports';
import type { TemplateId } from '#engine/contract/model/ids';
import { templateOf } from '#engine/domain/organisation/documents';
import { fileChild } from '#test/support/file-child';
import { createTestOrganisation } from '#test/support/test-organisation';

/** Published files, where somebody has them: the folder holds `workbooks` and `catalogs/oscal`. */
const realData = process.env['CONTROLBOOK_REAL_DATA'];

if (realData !== undefined) {
  const oscal = join(realData, 'catalogs', 'oscal');
  const submit = async (folder: string, name: string, companions: readonly string[] = []): Promise<SubmittedFile> => ({
    name,
    bytes: await readFile(join(folder, name)),
    companions: Object.fromEntries(
      await Promise.all(companions.map(async (one) => [one, await readFile(join(folder, one))] as const)),
    ),
  });

  /** Imports a file as somebody would who changes nothing: the proposed mapping, a name of its own. */
  const withImporter = async (
    run: (importFile: (file: SubmittedFile) => Promise<readonly string[]>) => Promise<void>,
  ): Promise<void> => {
    const test = await createTestOrganisation();
    const files = createFileProcess({ childFile: fileChild });
    const imports = createTemplateImports(test.organisation, files.templates);
    try {
      await run(async (file) => {
        const inspected = await imports.inspect(file);
        assert.ok(inspected.ok, `${file.name}: ${JSON.stringify(inspected)}`);
        const { format, proposal } = inspected.value;
        const choice = { kind: 'new', name: file.name, product: file.name, certification: 'Published' } as const;
        const preview = await imports.preview(file, choice, format === 'unknown' ? proposal : null);
        assert.ok(preview.ok, `${file.name}: ${JSON.stringify(preview)}`);
        const errors = preview.value.plan.findings.filter(({ severity }) => severity === 'error');
        assert.deepEqual(errors, [], file.name);
        const committed = await imports.commit(preview.value.id, test.caller());
        assert.ok(committed.ok && committed.value.template !== null, file.name);
        const template = templateOf(test.organisation.core.image, committed.value.template as TemplateId); // checked in the line above
        const again = await imports.preview(file, { kind: 'next', template: committed.value.template }, proposal);
        assert.equal(again.ok && again.value.plan.outcome, 'unchanged', file.name);
        return (template?.controls ?? []).map(({ id }) => id);
      });
    } finally {
      files.close();
    }
  };

  describe('published files', () => {
    it('[T96] every workbook imports as it is, and importing it again changes nothing', async function () {
      this.timeout(120_000);
      await withImporter(async (importFile) => {
        const folder = join(realData, 'workbooks');
        const names = (await readdir(folder)).filter((name) => name.endsWith('.xlsx'));
        assert.equal(names.length, 4);
        for (const name of names) assert.ok((await importFile(await submit(folder, name))).length >= 4, name);
      });
    });

    it('[T96] the rev 5 catalog has the same controls from its spreadsheet and from OSCAL', async function () {
      this.timeout(120_000);
      await withImporter(async (importFile) => {
        const sheet = await importFile(await submit(join(realData, 'workbooks'), 'sp800-53r5-control-catalog.xlsx'));
        const catalog = await importFile(await submit(oscal, 'NIST_SP-800-53_rev5_catalog-min.v5.0.1.json.gz'));
        assert.equal(sheet.length, 1007);
        assert.deepEqual([...sheet].sort(), [...catalog].sort());
      });
    });

    it('[T96] every baseline and the FedRAMP profile import beside their catalog', async function () {
      this.timeout(240_000);
      await withImporter(async (importFile) => {
        const profiles = (await readdir(oscal)).filter((name) => /profile(-min)?\.json\.gz$/.test(name));
        assert.equal(profiles.length, 8);
        for (const name of profiles) {
          const isRev5 = name.includes('rev5');
          const catalog = isRev5
            ? 'NIST_SP-800-53_rev5_catalog-min.v5.0.1.json.gz'
            : 'NIST_SP-800-53_rev4_catalog-min.json.gz';
          assert.ok((await importFile(await submit(oscal, name, [catalog]))).length > 90, name);
        }
      });
    });
  });
}
