import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

type Line = Readonly<Record<string, unknown>>;

export type BuiltInFiles = {
  readonly actions?: readonly Line[];
  readonly provider?: readonly Line[];
  /** By folder name; a face is filled up to be complete. */
  readonly frameworks?: Readonly<Record<string, { readonly face?: Line; readonly controls: readonly Line[] }>>;
};

/** An action line that is complete. */
export function actionLine(id: string, more: Line = {}): Line {
  const title = `${id.slice(0, 1).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;
  const kind = { type: 'Technical', category: 'Security', purpose: 'Preventative', enforcement: 'Mandatory' };
  return { id, title, ...kind, owner: 'Administrators', guidance: `How to ${id}.`, ...more };
}

export function providerLine(id: string, more: Line = {}): Line {
  const title = `Provider: ${id}`;
  return { id, title, type: 'Operational', category: 'Security', guidance: `Expect a report about ${id}.`, ...more };
}

/** A line of a customer's control; `actions` joined by spaces. */
export function controlLine(id: string, actions: string, more: Line = {}): Line {
  const text = { id, title: `Title of ${id}`, family: 'F', description: `What ${id} asks for.` };
  return { ...text, responsibility: 'customer', ...(actions === '' ? {} : { actions: actions.split(' ') }), ...more };
}

/** Writes a folder of built-in templates as the program ships it. */
export async function writeBuiltIn(folder: string, files: BuiltInFiles): Promise<string> {
  const { actions = [], provider = [], frameworks = {} } = files;
  await mkdir(join(folder, 'crosswalks'), { recursive: true });
  await writeLines(join(folder, 'library'), 'actions.jsonl', actions);
  await writeLines(join(folder, 'library'), 'provider-actions.jsonl', provider);
  for (const [id, { face = {}, controls }] of Object.entries(frameworks)) {
    await writeLines(join(folder, id), 'controls.jsonl', controls);
    const whole = {
      ...{ name: id.toUpperCase(), certification: id.toUpperCase(), edition: '1', products: ['Mail', 'Files'] },
      ...{ services: ['Post'], link: 'https://example.org/standard', acknowledgement: 'Ours.' },
      families: [{ id: 'F', title: 'Family' }],
      ...face,
    };
    await writeFile(join(folder, id, 'template.json'), JSON.stringify(whole, null, 2));
  }
  return folder;
}

async function writeLines(folder: string, name: string, lines: readonly Line[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
