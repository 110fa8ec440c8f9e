import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../../app/ports.ts';
import { err, ok } from '../../../domain/result.ts';
import { describeDamage } from '../embedded/journal-damage.ts';
import { verifyJournal } from '../embedded/verify-journal.ts';
import type { Installation } from '../installation.ts';
import { makeFolders } from '../make-folders.ts';
import { openStore } from '../open-store.ts';
import { folderCarrier } from './folder-carrier.ts';
import type { MoveEnd } from './move-end.ts';
import { markProblem, readMoveMark, removeMoveMark, writeMoveMark } from './move-mark.ts';

export type FolderEndOptions = {
  readonly data: string;
  /** Where it comes from or goes to, for the mark. */
  readonly other: string;
  readonly now: () => string;
  readonly log: Log;
};

/** A data folder as an end of a move. */
export function folderEnd({ data, other, now, log }: FolderEndOptions): MoveEnd {
  let epoch = '';
  const open = (fresh: () => Omit<Installation, 'version'>) =>
    openStore(data, { log, fresh, trustSnapshots: false, isMoving: true, newEpoch: () => epoch });
  const hasInstallation = (): Promise<boolean> => isThere(join(data, 'installation.json'));

  return {
    label: data,

    async openSource() {
      if (!(await hasInstallation())) {
        return err({
          code: 'nothing-to-move',
          message: `There is no Controlbook data in ${data}. Name the data folder with --data.`,
        });
      }
      const read = await readMoveMark(data);
      if (!read.ok) return read;
      if (read.value?.state === 'arriving') return err(markProblem(data, read.value));
      const opened = await open(neverFresh);
      if (!opened.ok) return opened;
      const { installation, journal, directory, close } = opened.value;
      if (journal.bases().size > 0) {
        await close();
        return err({
          code: 'archived',
          message: `Old entries of ${data} are in an archive, and an organisation is moved with all of them. Bring them back first: controlbook archive --bring-back. Nothing was changed.`,
        });
      }
      return ok({
        ...{ installation, journal, directory, close },
        leave: (to) => writeMoveMark(data, { state: 'left', other: to, at: now() }),
      });
    },

    async openTarget(installation) {
      await makeFolders(data);
      const read = await readMoveMark(data);
      if (!read.ok) return read;
      let mark = read.value;
      const arriving = { state: 'arriving', other, at: now() } as const;
      if (mark === null && !(await hasInstallation())) {
        if (await isThere(join(data, 'journal'))) {
          return err({
            code: 'not-empty',
            message: `${data} has a journal, but is no data folder of an engine. Name an empty folder with --data.`,
          });
        }
        await writeMoveMark(data, arriving);
        mark = arriving;
      }
      const opened = await open(() => installation);
      if (!opened.ok) return opened;
      const found = opened.value;
      if (found.installation.organisation !== installation.organisation) {
        await found.close();
        return err({
          code: 'not-empty',
          message: `${data} is the data folder of another organisation (${found.installation.organisation}). Name an empty folder with --data.`,
        });
      }
      const isInUse = mark === null;
      return ok({
        ...{ directory: found.directory, close: found.close, isInUse },
        ...folderCarrier(found.journal, (next) => {
          epoch = next;
        }),
        async begin() {
          if (mark?.state === 'left') await writeMoveMark(data, arriving);
        },
        async settle() {
          if (!isInUse) await removeMoveMark(data);
        },
      });
    },

    async verify() {
      const { heads, problems, unfinished } = await verifyJournal(data);
      const cut = unfinished.map(({ path }) => `${path}: its last write was not finished`);
      return ok({ heads, problems: [...problems.map(describeDamage), ...cut] });
    },
  };
}

function neverFresh(): never {
  throw new Error('the data folder has an installation'); // just looked at
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false, // whatever the reason, opening it says more
  );
}
