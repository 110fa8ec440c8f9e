import { z } from 'zod';
import { actionId } from '../../contract/model/ids.ts';
import {
  actionCategories,
  actionEnforcements,
  actionPurposes,
  actionTypes,
  responsibilities,
} from '../../contract/model/vocabulary.ts';

/*
 * The plain-text form of the built-in templates: one action or control a line, in JSON, so that a change of one shows
 * as one changed line. Unknown keys are refused: a misspelled one would be lost silently.
 */

const text = z.string().min(1);

export const actionLine = z.strictObject({
  id: actionId,
  title: text,
  type: z.enum(actionTypes),
  category: z.enum(actionCategories),
  purpose: z.enum(actionPurposes),
  enforcement: z.enum(actionEnforcements),
  owner: text,
  secureScore: text.optional(),
  /** Stronger actions: finishing one of these finishes this one. */
  parents: z.array(actionId).min(1).optional(),
  guidance: text,
});
export type ActionLine = z.infer<typeof actionLine>;

export const providerActionLine = z.strictObject({
  id: actionId,
  title: text,
  type: z.enum(actionTypes),
  category: z.enum(actionCategories),
  guidance: text,
});
export type ProviderActionLine = z.infer<typeof providerActionLine>;

export const controlLine = z.strictObject({
  id: text,
  title: text,
  family: text,
  parent: text.optional(),
  labels: z.array(text).min(1).optional(),
  article: text.optional(),
  statement: text.optional(),
  /** `framework:control`: what this line does not say itself is taken from there. */
  as: z
    .string()
    .regex(/^[a-z0-9.-]+:.+$/, 'is written framework:control')
    .optional(),
  description: text.optional(),
  link: z.url().optional(),
  responsibility: z.enum(responsibilities).optional(),
  actions: z.array(actionId).min(1).optional(),
  provider: z.array(actionId).min(1).optional(),
});
export type ControlLine = z.infer<typeof controlLine>;

const heading = z.strictObject({ id: text, title: text });

export const templateFile = z.strictObject({
  name: text,
  certification: text,
  edition: text,
  products: z.array(text).min(1),
  services: z.array(text).min(1),
  link: z.url(),
  acknowledgement: text,
  families: z.array(z.strictObject({ ...heading.shape, group: text.optional() })).min(1),
  /** Headings of the standard between family and control: they are parents, and no controls themselves. */
  groups: z.array(z.strictObject({ ...heading.shape, family: text.optional() })).optional(),
  /** Parts of the standard nobody can act on, with the reason they are no controls. */
  leftOut: z.array(z.strictObject({ id: text, reason: text })).optional(),
});
export type TemplateFile = z.infer<typeof templateFile>;
