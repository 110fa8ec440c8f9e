import { administration } from './english/administration.ts';
import { assessment } from './english/assessment.ts';
import { common } from './english/common.ts';
import { frame } from './english/frame.ts';
import { items } from './english/items.ts';
import { organisation } from './english/organisation.ts';
import { problems } from './english/problems.ts';
import { templates } from './english/templates.ts';
import { work } from './english/work.ts';

/** Every sentence the pane says, by key. This is the original; other languages have the same keys and holes. */
export const english = {
  ...common,
  ...frame,
  ...assessment,
  ...items,
  ...templates,
  ...organisation,
  ...administration,
  ...work,
  ...problems,
};
