import assert from 'node:assert/strict';
import type { z } from 'zod';
import type { EvidenceItem } from '#engine/app/evidence/evidence-items';
import type { UploadStatus } from '#engine/app/evidence/uploads';
import type { PreviewChoice } from '#engine/app/import-template';
import type { ColumnMapping, Inspection, Person } from '#engine/app/ports';
import type { AssessmentSummary, ChangesSince, GroupSummary, Status, TemplateSummary } from '#engine/app/use-cases';
import { type Endpoint, type Endpoints, endpoints } from '#engine/contract/http';
import type { DeepReadonly, Same } from '#engine/contract/http/shape';
import { columnMapping, type importChoice } from '#engine/contract/http/template';
import { mappingTargets } from '#engine/contract/model/vocabulary';
import type { Due } from '#engine/domain/evidence/due';
import type { AssessmentView } from '#engine/domain/sheets/view';

type Answer<Name extends keyof Endpoints> = Endpoints[Name]['response'] extends z.ZodType
  ? DeepReadonly<z.output<Endpoints[Name]['response']>>
  : never;

/** Each line compiles only while what travels is what the engine has. */
type InStep = [
  Same<Answer<'status'>, Status & { readonly protocol: number }>,
  Same<Answer<'people'>['people'][number], Person>,
  Same<Answer<'assessment'>, AssessmentView>,
  Same<Answer<'groups'>['groups'][number], GroupSummary>,
  Same<Answer<'groups'>['groups'][number]['assessments'][number], AssessmentSummary>,
  Same<Answer<'templates'>['templates'][number], TemplateSummary>,
  Same<Answer<'inspectUpload'>, Inspection>,
  Same<Answer<'mappings'>['mappings'][number], ColumnMapping>,
  Same<Answer<'changesSince'>['kind'], Exclude<ChangesSince['kind'], 'unknown-partition'>>,
  Same<DeepReadonly<z.output<typeof importChoice>>, PreviewChoice>,
  Same<Answer<'evidence'>, EvidenceItem>,
  Same<Answer<'upload'>, UploadStatus>,
  Same<Answer<'dueEvidence'>['due'][number], Due & { readonly evidence: EvidenceItem }>,
];
const inStep: InStep = [true, true, true, true, true, true, true, true, true, true, true, true, true];

describe('the HTTP contract', () => {
  it('[A2] keeps in step with what the engine has, type by type', () => {
    assert.ok(inStep.every(Boolean)); // the compiler has checked it
    const mapped = columnMapping.shape.columns.def.keyType;
    assert.deepEqual('options' in mapped ? mapped.options : [], mappingTargets);
  });

  it('[A2] names every endpoint once, with the parameters its path has', () => {
    const all = Object.entries<Endpoint>(endpoints);
    const addresses = all.map(([, { method, path }]) => `${method} ${path.replace(/:[a-z]+/g, ':')}`);
    assert.equal(new Set(addresses).size, all.length);
    for (const [name, { path, params }] of all) {
      const inPath = [...path.matchAll(/:([a-z]+)/g)].map(([, parameter]) => parameter);
      assert.deepEqual(Object.keys(params?.shape ?? {}), inPath, name);
    }
  });

  it('[A3] lets reading change nothing: what takes a body, an upload or a key is no GET', () => {
    for (const [name, { method, body, bytes, upload, command }] of Object.entries<Endpoint>(endpoints)) {
      const writes = body !== undefined || bytes === true || upload !== undefined || command === true;
      assert.equal(method === 'GET', !writes, name);
    }
  });
});
