import type { english } from './english.ts';
import { administration } from './german/administration.ts';
import { assessment } from './german/assessment.ts';
import { common } from './german/common.ts';
import { frame } from './german/frame.ts';
import { help } from './german/help.ts';
import { items } from './german/items.ts';
import { organisation } from './german/organisation.ts';
import { problems } from './german/problems.ts';
import { templates } from './german/templates.ts';
import { work } from './german/work.ts';
import type { Translation } from './texts.ts';

/** The German words. */
export const german: Translation<typeof english> = {
  ...common,
  ...frame,
  ...assessment,
  ...items,
  ...templates,
  ...organisation,
  ...administration,
  ...help,
  ...work,
  ...problems,
};
