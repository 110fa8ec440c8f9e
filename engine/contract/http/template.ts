import { z } from 'zod';
import { actionId, templateId } from '../model/ids.ts';
import type { Finding, Template, TemplateDifference } from '../model/template.ts';
import {
  actionEnforcements,
  actionPurposes,
  mappingTargets,
  responsibilities,
  templateStatuses,
} from '../model/vocabulary.ts';
import { approval } from './approval.ts';
import { shapeOf } from './shape.ts';

const responsibility = z.enum(responsibilities);
const dimensionValue = z.object({ key: z.string(), value: z.string() }).meta({ id: 'DimensionValue' });

const control = z
  .object({
    id: z.string().describe('Id in the standard, unique in the template.'),
    title: z.string(),
    family: z.string(),
    parent: z.string().nullable().describe('The control this one enhances or is part of.'),
    labels: z.array(z.string()).describe('Baselines, priority and other marks to filter by.'),
    statement: z.string().nullable().describe("The standard's own sentences, shown before the description."),
    description: z.string(),
    link: z.string().nullable(),
    articleId: z.string().nullable(),
    version: z.string().nullable(),
    disabled: z.boolean(),
    responsibility,
    actions: z.array(z.object({ action: actionId, description: z.string().nullable() })),
  })
  .meta({ id: 'Control' });

const head = {
  id: templateId,
  name: z.string(),
  version: z.int().min(1),
  products: z.array(z.string()).describe('What it can assess; an assessment chooses one.'),
  certification: z.string(),
  status: z.enum(templateStatuses),
  archived: z.boolean(),
  locked: z.boolean().describe('No new assessments are made from it.'),
};

export const template = shapeOf<Template>()(
  z
    .object({
      ...head,
      dimensions: z.array(dimensionValue),
      inScopeServices: z.array(z.string()),
      controls: z.array(control),
      source: z.object({
        kind: z.enum(['format-a', 'format-b', 'mapping', 'oscal', 'json', 'copy', 'built-in']),
        file: z.string().nullable(),
        sha256: z.string().nullable(),
      }),
      acknowledgement: z.string().nullable().describe('Licence and acknowledgement of the text.'),
    })
    .meta({ id: 'Template' }),
);

export const templateSummary = z
  .object({
    ...head,
    approved: z
      .int()
      .nullable()
      .describe('The newest approved version: what new assessments begin with, and groups may accept.'),
    approval: approval.describe('Of the newest version.'),
    families: z.int(),
    customerControls: z.int(),
    providerControls: z.int(),
    actions: z.int(),
    maximumScore: z.number(),
  })
  .meta({ id: 'TemplateSummary' });

export const finding = shapeOf<Finding>()(
  z
    .object({
      severity: z.enum(['error', 'warning']),
      rule: z.string(),
      path: z.string(),
      place: z.string().nullable().describe('`Sheet!C5`, or null for the file as a whole.'),
      value: z.string().nullable(),
      message: z.string(),
    })
    .meta({ id: 'Finding', description: 'One thing to say about a submitted template, and where it stands.' }),
);

const rowDifference = z
  .object({
    added: z.array(z.string()),
    changed: z.array(z.object({ name: z.string(), fields: z.array(z.string()) })),
    removed: z.array(z.string()),
    unchanged: z.int(),
  })
  .meta({ id: 'RowDifference' });

export const templateDifference = shapeOf<TemplateDifference>()(
  z.object({ controls: rowDifference, actions: rowDifference }).meta({ id: 'TemplateDifference' }),
);

export const columnMapping = z
  .object({
    name: z.string().min(1).max(200),
    sheet: z.string().max(200),
    headerRow: z.int().min(1).max(1_048_576),
    columns: z.partialRecord(z.enum(mappingTargets), z.string().max(1_000)).describe('Header text by what it fills.'),
    fillDown: z.boolean().describe('Rows carry the family or control of the row above where their own cell is empty.'),
    defaultPoints: z.int().min(1).max(99),
  })
  .meta({ id: 'ColumnMapping', description: 'Which column of a spreadsheet becomes what; saved by name.' });

const naming = {
  name: z.string().max(1_000).nullable(),
  product: z.string().max(1_000).nullable(),
  certification: z.string().max(1_000).nullable(),
};
export const importChoice = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('new'), ...naming }),
    z.object({ kind: z.literal('next'), template: templateId }),
    z.object({ kind: z.literal('extend'), template: templateId, ...naming }),
    z.object({ kind: z.literal('texts'), template: templateId }),
  ])
  .meta({
    id: 'ImportChoice',
    description:
      'A new template, the next version of one, one that extends another, or the official texts to be laid over one, by control id. Null names come from the file.',
  });

const text = z.string().max(32_767);
const controlUse = z.object({ title: text, description: text.nullable() });
const ownControl = {
  title: text,
  family: text,
  description: text,
  link: text.nullable(),
  articleId: text.nullable(),
  version: text.nullable(),
  actions: z.array(controlUse).max(1_000),
};
const ownAction = z.object({
  title: text,
  descriptions: z.array(z.object({ title: text, text })).max(100),
  points: z.int().min(1).max(99),
  responsibility: z.literal('customer'),
  type: text,
  category: text.nullable().default(null),
  purpose: z.enum(actionPurposes).nullable().default(null),
  enforcement: z.enum(actionEnforcements).nullable().default(null),
  owners: z.array(text).max(100).default([]),
  dimensions: z.array(dimensionValue).max(100).default([]),
  parents: z.array(text).max(100).default([]),
  secureScoreControl: text.nullable().default(null),
});
export const templateCopy = z
  .object({
    choice: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('copy'), ...naming, name: z.string().min(1).max(1_000) }),
        z.object({ kind: z.literal('customise') }),
      ])
      .describe('`copy`: a new template. `customise`: the next version of the template itself.'),
    dimensions: z.array(dimensionValue).max(100).default([]),
    controls: z
      .array(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('add'), control: z.object({ id: text, ...ownControl }) }),
          z.object({ kind: z.literal('change'), id: text, to: z.object(ownControl).partial() }),
          z.object({ kind: z.enum(['disable', 'enable']), id: text }),
        ]),
      )
      .max(5_000)
      .default([]),
    actions: z.array(ownAction).max(5_000).default([]).describe('New actions that the controls above name by title.'),
  })
  .meta({ id: 'TemplateCopy' });

export const inspection = z
  .object({
    format: z.enum(['format-a', 'format-b', 'oscal-catalog', 'oscal-profile', 'template-json', 'unknown']),
    sheets: z.array(
      z.object({
        name: z.string(),
        rows: z.int(),
        headerRow: z.int().nullable(),
        headers: z.array(z.string()),
        sample: z.array(z.array(z.string())),
      }),
    ),
    proposal: columnMapping.nullable().describe('A mapping to start from when the format is unknown.'),
    needs: z.array(z.string()).describe('Files a profile imports, to be sent as companions.'),
  })
  .meta({ id: 'Inspection' });

const outcome = z
  .enum(['refused', 'unchanged', 'actions-only', 'new-template', 'new-version'])
  .describe('`actions-only`: the template stays as it is, but actions it uses change.');

export const importPreview = z
  .object({
    id: z.string().describe('Names the preview when it is committed; forgotten after a while.'),
    file: z.string(),
    choice: importChoice,
    outcome,
    template: z
      .object({ name: z.string(), version: z.int(), status: z.enum(templateStatuses) })
      .nullable()
      .describe(
        'What there would be; its id is given when it is committed. `Imported`: it waits to be published and approved.',
      ),
    summary: z.object({ families: z.int(), controls: z.int(), actions: z.int(), points: z.number() }),
    difference: templateDifference,
    affected: z
      .array(z.object({ template: templateId, name: z.string(), actions: z.array(z.string()) }))
      .describe('Other templates that use an action this import changes.'),
    findings: z.array(finding),
  })
  .meta({ id: 'ImportPreview' });

export const committedImport = z
  .object({
    outcome,
    template: templateId.nullable(),
    version: z.int().nullable(),
    status: z.enum(templateStatuses).nullable().describe('Of that version; null when there is no new one.'),
    findings: z.array(finding),
  })
  .meta({ id: 'CommittedImport' });
