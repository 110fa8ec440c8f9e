import { z } from 'zod';
import { actionId, templateId } from '../model/ids.ts';
import { actionEnforcements, actionPurposes } from '../model/vocabulary.ts';
import type { DeepReadonly } from './shape.ts';

/**
 * A name of the organisation's lists: on one line, and without what separates names in the import formats, so that it
 * goes through every workbook as it is.
 */
const listName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^(?!.*(?:::|;;))\P{Cc}*$/u, 'may have no line break and neither :: nor ;;');

const uses = z
  .object({ actions: z.int(), templates: z.int(), assessments: z.int() })
  .meta({ id: 'Uses', description: 'How many of each name it.' });

export const dimension = z
  .object({
    id: z.string(),
    key: z.string(),
    builtIn: z.boolean().describe('Built-in keys stay, and so do the values they came with.'),
    open: z.boolean().describe('Whether it takes further values.'),
    multiple: z.boolean().describe('Whether one action or template may have several of its values.'),
    values: z.array(z.object({ value: z.string(), builtIn: z.boolean(), uses })),
    uses,
  })
  .meta({ id: 'Dimension' });
export type DimensionView = DeepReadonly<z.infer<typeof dimension>>;

export const newDimension = z.object({
  key: listName,
  multiple: z.boolean().default(false),
  values: z.array(listName).max(500).default([]),
});
export type NewDimension = DeepReadonly<z.infer<typeof newDimension>>;

export const dimensionChange = z.object({
  multiple: z.boolean().optional(),
  add: z.array(listName).max(500).default([]),
  rename: z
    .array(z.object({ from: z.string().max(1_000), to: listName }))
    .max(500)
    .default([]),
  remove: z.array(z.string().max(1_000)).max(500).default([]),
});
export type DimensionChange = DeepReadonly<z.infer<typeof dimensionChange>>;

export const owner = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().describe('What an Owner column shows.'),
    actions: z.int().describe('How many actions name it.'),
  })
  .meta({ id: 'Owner' });
export type OwnerView = DeepReadonly<z.infer<typeof owner>>;

const ownerDescription = z.string().trim().max(1_000);
export const newOwner = z.object({ name: listName, description: ownerDescription.default('') });
export type NewOwner = DeepReadonly<z.infer<typeof newOwner>>;
export const ownerChange = z.object({ description: ownerDescription });

const dimensionValue = z.object({ key: z.string().max(1_000), value: z.string().max(1_000) });
const text = z.string().max(32_767);

/** What an own action is made of; everything is given, so that what is seen is what is saved. */
export const actionInput = z
  .object({
    title: z.string().trim().min(1).max(1_000),
    points: z.int().min(1).max(99),
    type: z.string().trim().min(1).max(200).describe('A value of the dimension Action Type.'),
    category: z.string().trim().max(200).nullable().default(null).describe('A value of the dimension Action Category.'),
    purpose: z.enum(actionPurposes).nullable().default(null),
    enforcement: z.enum(actionEnforcements).nullable().default(null),
    owners: z.array(z.string().max(1_000)).max(20).default([]).describe('By name.'),
    dimensions: z.array(dimensionValue).max(100).default([]),
    descriptions: z
      .array(z.object({ title: z.string().trim().max(1_000), text }))
      .min(1)
      .max(50)
      .describe('Each under a title of its own; a control picks one by its title.'),
    parents: z.array(actionId).max(50).default([]).describe('Finishing one of these finishes this one.'),
    secureScoreControl: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
      .nullable()
      .default(null),
  })
  .meta({ id: 'ActionInput' });
export type ActionInput = DeepReadonly<z.infer<typeof actionInput>>;

export const libraryAction = z
  .object({
    id: actionId,
    title: z.string(),
    points: z.number(),
    type: z.string(),
    category: z.string().nullable(),
    purpose: z.enum(actionPurposes).nullable(),
    enforcement: z.enum(actionEnforcements).nullable(),
    owners: z.array(z.string()),
    dimensions: z.array(z.object({ key: z.string(), value: z.string() })),
    descriptions: z.array(z.object({ title: z.string(), text: z.string() })),
    parents: z.array(z.object({ id: actionId, title: z.string() })),
    builtIn: z.boolean().describe('It came with the program: only its Secure Score switch can be changed.'),
    secureScoreControl: z.string().nullable(),
    secureScoreOn: z.boolean().describe('Its own switch.'),
    automated: z.boolean().describe('Whether Secure Score keeps it, all in all.'),
    usedBy: z
      .array(z.object({ template: templateId, name: z.string(), controls: z.int() }))
      .describe('Templates with controls that cite it, in the versions that count.'),
    parentOf: z.int().describe('How many actions have it as a parent.'),
  })
  .meta({ id: 'LibraryAction' });
export type LibraryAction = DeepReadonly<z.infer<typeof libraryAction>>;

export const actionFilter = z.object({
  search: z.string().max(200).default('').describe('Words of its title or descriptions, letter case aside.'),
  owner: z.string().max(1_000).optional().describe('By name.'),
  dimension: z.string().max(2_100).optional().describe('`Key::Value`.'),
  type: z.string().max(200).optional(),
  source: z.enum(['own', 'built-in']).optional(),
  from: z.coerce.number().int().min(0).max(1_000_000).default(0).describe('How many to pass over.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ActionFilter = DeepReadonly<z.infer<typeof actionFilter>>;

export const actionPage = z
  .object({ actions: z.array(libraryAction), total: z.int().describe('How many fit the filter.') })
  .meta({ id: 'LibraryPage' });
export type ActionPage = DeepReadonly<z.infer<typeof actionPage>>;
