import type { z } from 'zod';

/** A part of a file, with the place errors name: `gdpr/controls.jsonl:12`. */
export type Placed<T> = { readonly place: string; readonly value: T };

/** Collects everything wrong with the files, each sentence beginning with the place. */
export type Faults = { add(place: string, what: string): void; readonly list: readonly string[] };

export function collectFaults(): Faults {
  const list: string[] = [];
  return { list, add: (place, what) => void list.push(`${place}: ${what}`) };
}

/** The lines of a JSON Lines file that fit the schema; the others are faults. A blank line at the end is none. */
export function parseLines<T>(file: string, text: string, schema: z.ZodType<T>, faults: Faults): readonly Placed<T>[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.flatMap((line, index) => parseText(`${file}:${index + 1}`, line, schema, faults));
}

/** The one value of a text; nothing, and a fault, when it is not JSON or does not fit. */
export function parseText<T>(place: string, text: string, schema: z.ZodType<T>, faults: Faults): readonly Placed<T>[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    faults.add(place, `is not JSON (${error instanceof Error ? error.message : String(error)})`);
    return [];
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return [{ place, value: parsed.data }];
  for (const { path, message } of parsed.error.issues) {
    faults.add(place, `${path.length === 0 ? '' : `${path.join('.')}: `}${message}`);
  }
  return [];
}
