import { gzipSync } from 'node:zlib';
import { readOscal } from '#engine/adapters/oscal/read-oscal';
import type { FileProblem, ReadTemplate, SubmittedFile } from '#engine/app/ports';

/*
 * Hand-made OSCAL. The small catalog has the families AC (ac-1; ac-2 with ac-2.1 and the withdrawn ac-2.2; ac-10) and
 * SC (sc-1), each control with one parameter `<id>_p` in its statement.
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

export function control(id: string, more: JsonObject = {}): JsonObject {
  const [family = '', number = '', enhancement] = id.split(/[-.]/);
  const label = `${family.toUpperCase()}-${number}${enhancement === undefined ? '' : `(${enhancement})`}`;
  return {
    id,
    title: `Title ${label}`,
    props: [{ name: 'label', value: label }],
    params: [{ id: `${id}_p`, label: 'time' }],
    parts: [
      {
        id: `${id}_smt`,
        name: 'statement',
        prose: `Do it within {{ insert: param, ${id}_p }}:`,
        parts: [{ id: `${id}_smt.a`, name: 'item', props: [{ name: 'label', value: 'a.' }], prose: 'first.' }],
      },
      { id: `${id}_gdn`, name: 'guidance', prose: `Guidance of ${label}.` },
    ],
    ...more,
  };
}

const withdrawn = {
  props: [
    { name: 'label', value: 'AC-2(2)' },
    { name: 'status', value: 'withdrawn' },
  ],
};

export const smallGroups: readonly JsonObject[] = [
  {
    id: 'ac',
    title: 'Access Control',
    controls: [
      control('ac-1'),
      control('ac-2', { controls: [control('ac-2.1'), control('ac-2.2', withdrawn)] }),
      control('ac-10'),
    ],
  },
  { id: 'sc', title: 'System Protection', controls: [control('sc-1')] },
];

export function catalog(more: JsonObject = {}): JsonObject {
  return { catalog: { metadata: { title: 'Small catalog' }, groups: smallGroups, ...more } };
}

export function catalogOf(...controls: readonly JsonObject[]): JsonObject {
  return catalog({ groups: [{ id: 'ac', title: 'Access Control', controls }] });
}

/** A profile; without `imports` it takes all of `catalog.json`. */
export function profile(more: JsonObject = {}): JsonObject {
  return {
    profile: { metadata: { title: 'Small profile' }, imports: [{ href: 'catalog.json', 'include-all': {} }], ...more },
  };
}

export function withIds(...ids: readonly string[]): JsonObject {
  return { href: 'catalog.json', 'include-controls': [{ 'with-ids': ids }] };
}

export function bytesOf(content: Json | string): Uint8Array {
  return new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content));
}

export function gzip(content: Json): Uint8Array {
  return gzipSync(bytesOf(content));
}

export function submit(
  content: Json | string | Uint8Array,
  companions: Readonly<Record<string, Json | Uint8Array>> = {},
  name = 'submitted.json',
): SubmittedFile {
  const toBytes = (each: Json | Uint8Array) => (each instanceof Uint8Array ? each : bytesOf(each));
  return {
    name,
    bytes: toBytes(content),
    companions: Object.fromEntries(Object.entries(companions).map(([key, value]) => [key, toBytes(value)])),
  };
}

export function read(...args: Parameters<typeof submit>): ReadTemplate {
  const result = readOscal(submit(...args));
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

export function refusal(...args: Parameters<typeof submit>): FileProblem {
  const result = readOscal(submit(...args));
  if (result.ok) throw new Error('The file was read; a problem was expected.');
  return result.error;
}

export function ids({ content }: ReadTemplate): readonly string[] {
  return content.controls.map((each) => each.id);
}

export function rulesOf({ findings }: ReadTemplate): readonly string[] {
  return findings.map((finding) => finding.rule);
}

/** The statement of one control, by its printed id. */
export function statementOf({ content }: ReadTemplate, id: string): string | undefined {
  return content.controls.find((each) => each.id === id)?.description;
}
