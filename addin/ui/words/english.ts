import { administration } from './english/administration.ts';
import { help } from './english/help.ts';
import { work } from './english/work.ts';
import { englishFirst } from './english-first.ts';

/** Every sentence the pane says, by key. This is the original; other languages have the same keys and holes. */
export const english = { ...englishFirst, ...administration, ...help, ...work };
