import type { ChosenFile } from '../../state/model.ts';

export async function readChosenFile(file: File): Promise<ChosenFile> {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}
