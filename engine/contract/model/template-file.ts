import { z } from 'zod';
import type { DeepReadonly } from '../http/shape.ts';
import { actionEnforcements, actionPurposes, responsibilities } from './vocabulary.ts';

/*
 * A template as a JSON file of its own, for other systems and other organisations. Everything of the template is in it
 * and nothing of the organisation: actions are named by title, there are no ids. A reader takes files of this version
 * and refuses later ones; what a file has beyond the schema is ignored.
 */

/** Longer than any cell holds, so that what is too long is a finding at its place and not a broken file. */
const text = z.string().max(250_000);
const maybe = text.nullable().default(null);
const texts = z.array(text).max(10_000);
const dimensionValue = z.object({ key: text, value: text });

const fileControl = z.object({
  id: text.describe('Id in the standard, unique in the template.'),
  title: text,
  family: text,
  parent: maybe.describe('The id of the control this one enhances or is part of.'),
  labels: texts.default([]),
  statement: maybe.describe("The standard's own sentences."),
  description: text.default(''),
  link: maybe,
  articleId: maybe,
  version: maybe,
  disabled: z.boolean().default(false),
  responsibility: z.enum(responsibilities),
  actions: z
    .array(z.object({ title: text, description: maybe.describe('The title of the description it means.') }))
    .max(1_000),
});

const fileAction = z.object({
  title: text.describe('Unique, letter case aside.'),
  descriptions: z.array(z.object({ title: text, text })).max(100),
  points: z.int(),
  responsibility: z.enum(['customer', 'provider']),
  type: text,
  category: maybe,
  purpose: z.enum(actionPurposes).nullable().default(null),
  enforcement: z.enum(actionEnforcements).nullable().default(null),
  owners: texts.default([]).describe('By name, from the list of owners.'),
  dimensions: z.array(dimensionValue).max(1_000).default([]),
  parents: texts
    .default([])
    .describe('By title: finishing one of these finishes this one. One that is neither here nor known is left out.'),
  secureScoreControl: maybe,
});

export const templateFormat = 'controlbook-template';

export const templateFile = z
  .object({
    $schema: z.string().max(1_000).optional(),
    format: z.literal(templateFormat),
    formatVersion: z.literal(1),
    name: text,
    products: texts,
    certification: text,
    acknowledgement: maybe.describe('Licence and acknowledgement of the text.'),
    inScopeServices: texts.default([]),
    dimensions: z.array(dimensionValue).max(10_000).default([]),
    controls: z.array(fileControl).max(10_000),
    actions: z.array(fileAction).max(20_000),
    owners: z
      .array(z.object({ name: text, description: text }))
      .max(10_000)
      .default([]),
    dimensionList: z
      .array(z.object({ key: text, values: texts, multiple: z.boolean() }))
      .max(10_000)
      .default([])
      .describe('The keys and values that the template and its actions name.'),
  })
  .meta({ id: 'TemplateFile', title: 'Controlbook template', description: 'A template with its actions, whole.' });
export type TemplateFile = DeepReadonly<z.output<typeof templateFile>>;

/** The same as a JSON Schema, draft 2020-12: what a file has to be to be taken. */
export function templateFileSchema(): { readonly [key: string]: unknown } {
  return { $id: templateSchemaId, ...z.toJSONSchema(templateFile, { io: 'input' }) };
}

/** Names the schema; where it is to be had is `/api/v1/schemas/template.json`. */
export const templateSchemaId = 'urn:controlbook:schema:template:1';
