import type { work as original } from '../english/work.ts';
import type { Translation } from '../texts.ts';

export const work: Translation<typeof original> = {};
