import { z } from 'zod';
import { templateId } from '../model/ids.ts';
import { type Endpoint, journalProblems } from './endpoint.ts';
import { limits, uploadProblems } from './limits.ts';
import {
  columnMapping,
  committedImport,
  importChoice,
  importPreview,
  inspection,
  template,
  templateCopy,
  templateSummary,
} from './template.ts';

const onePreview = z.object({ preview: z.string().max(200) });

export const templateEndpoints = {
  templates: {
    method: 'GET',
    path: '/api/v1/templates',
    tag: 'Templates',
    summary: 'All templates, the newest version of each',
    response: z.object({ templates: z.array(templateSummary) }),
    problems: [],
  },
  template: {
    method: 'GET',
    path: '/api/v1/templates/:template',
    tag: 'Templates',
    summary: 'One template with its controls',
    params: z.object({ template: templateId }),
    query: z.object({
      version: z.coerce.number().int().min(1).optional().describe('The newest where it is left out.'),
    }),
    response: template,
    problems: ['unknown-template'],
  },
  templateWorkbook: {
    method: 'GET',
    path: '/api/v1/templates/:template/workbook',
    tag: 'Templates',
    summary: 'A template as a workbook in one of the import formats (.xlsx)',
    details:
      'Imported as the next version of its template it changes nothing; edit it, and it changes what you edited.',
    params: z.object({ template: templateId }),
    query: z.object({ format: z.enum(['format-a', 'format-b']).default('format-b') }),
    response: 'workbook',
    problems: ['unknown-template'],
  },
  starterWorkbook: {
    method: 'GET',
    path: '/api/v1/imports/starter',
    tag: 'Templates',
    summary: 'A workbook to start an own template from: instructions, examples, drop-downs (.xlsx)',
    response: 'workbook',
    problems: [],
  },
  inspectUpload: {
    method: 'POST',
    path: '/api/v1/imports/inspect',
    tag: 'Templates',
    summary: 'Look into a file that is to become a template',
    details: 'Says which format it is, or proposes which column becomes what. Nothing is stored.',
    upload: z.object({}),
    response: inspection,
    problems: uploadProblems,
  },
  previewImport: {
    method: 'POST',
    path: '/api/v1/imports',
    tag: 'Templates',
    summary: 'Preview an import',
    details:
      'Reads the file, checks it and says what its import would do. Nothing is stored but the preview, for a while. A file with errors has a preview too; its findings name the cells.',
    upload: z.object({ choice: importChoice, mapping: columnMapping.nullable().default(null) }),
    response: importPreview,
    problems: uploadProblems,
  },
  previewCopy: {
    method: 'POST',
    path: '/api/v1/templates/:template/copies',
    tag: 'Templates',
    summary: 'Preview a copy of a template, or changes to it',
    details: 'With own controls and actions added, changed or disabled. Commit it like an import.',
    params: z.object({ template: templateId }),
    body: templateCopy,
    bodyBytes: limits.changeSetBytes,
    response: importPreview,
    problems: [],
  },
  markedUpload: {
    method: 'GET',
    path: '/api/v1/imports/:preview/marked',
    tag: 'Templates',
    summary: 'The submitted workbook with every finding marked in its cell',
    params: onePreview,
    response: 'workbook',
    problems: ['unknown-preview'],
  },
  commitImport: {
    method: 'POST',
    path: '/api/v1/imports/:preview/commit',
    tag: 'Templates',
    summary: 'Make a previewed import happen',
    params: onePreview,
    command: true,
    response: committedImport,
    problems: ['unknown-preview', 'has-errors', ...journalProblems],
  },
  mappings: {
    method: 'GET',
    path: '/api/v1/mappings',
    tag: 'Templates',
    summary: 'The saved column mappings',
    response: z.object({ mappings: z.array(columnMapping) }),
    problems: [],
  },
  saveMapping: {
    method: 'PUT',
    path: '/api/v1/mappings',
    tag: 'Templates',
    summary: 'Save a column mapping under its name',
    body: columnMapping,
    command: true,
    response: columnMapping,
    problems: journalProblems,
  },
} as const satisfies Readonly<Record<string, Endpoint>>;
