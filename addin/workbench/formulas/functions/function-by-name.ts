import type { FunctionDefinition } from './arguments.ts';
import { conditional } from './conditional.ts';
import { dates } from './dates.ts';
import { information } from './information.ts';
import { logic } from './logic.ts';
import { lookup } from './lookup.ts';
import { math } from './math.ts';
import { statistics } from './statistics.ts';
import { text } from './text.ts';

const rooms = [math, statistics, conditional, logic, information, text, dates, lookup];

/** Every function the workbench knows, by its name in capitals. */
export const functionByName: ReadonlyMap<string, FunctionDefinition> = new Map(
  rooms.flatMap(Object.entries<FunctionDefinition>),
);

/** Functions whose answer changes without any cell changing. */
export const volatileFunctions: ReadonlySet<string> = new Set(['TODAY', 'NOW']);
