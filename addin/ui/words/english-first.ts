import { assessment } from './english/assessment.ts';
import { common } from './english/common.ts';
import { frame } from './english/frame.ts';
import { items } from './english/items.ts';
import { organisation } from './english/organisation.ts';
import { problems } from './english/problems.ts';
import { templates } from './english/templates.ts';

/** The sentences of what is seen first, and of what is near it. */
export const englishFirst = {
  ...common,
  ...frame,
  ...assessment,
  ...items,
  ...templates,
  ...organisation,
  ...problems,
};
