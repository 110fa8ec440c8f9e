import { FileRefused, type FilesClient, type Listed } from '../files/files-client.ts';
import { askPerson } from '../grid/dialogs.ts';

export type Chosen =
  | { readonly kind: 'listed'; readonly listed: Listed }
  | { readonly kind: 'brought'; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'new' };

/** Lets a person choose one of the listed workbooks, one of their own, or a new one; null when they leave it. */
export async function chooseWorkbook(client: FilesClient): Promise<Chosen | null> {
  const dialog = document.createElement('dialog');
  dialog.className = 'open-dialog';
  dialog.setAttribute('aria-label', 'Open a workbook');
  const heading = document.createElement('h2');
  heading.textContent = 'Open a workbook';
  const list = document.createElement('div');
  list.className = 'workbook-list';
  const own = document.createElement('label');
  own.className = 'own-file';
  const file = document.createElement('input');
  file.type = 'file';
  file.accept = '.xlsx,.xlsm';
  own.append('From this machine: ', file);
  const row = document.createElement('div');
  row.className = 'buttons';
  dialog.append(heading, list, own, row);

  return new Promise((resolve) => {
    const end = (chosen: Chosen | null): void => {
      dialog.remove();
      resolve(chosen);
    };
    button(row, 'New workbook', () => end({ kind: 'new' }));
    button(row, 'Cancel', () => end(null));
    file.addEventListener('change', () => {
      const [picked] = file.files ?? [];
      if (picked === undefined) return;
      void picked
        .arrayBuffer()
        .then((buffer) => end({ kind: 'brought', name: picked.name, bytes: new Uint8Array(buffer) }));
    });
    dialog.addEventListener('cancel', () => end(null));
    document.body.append(dialog);
    dialog.showModal();
    void client.list().then(
      (workbooks) => {
        for (const listed of workbooks) {
          const entry = document.createElement('button');
          entry.type = 'button';
          const title = document.createElement('strong');
          title.textContent = listed.title;
          const where = document.createElement('span');
          where.textContent = listed.where;
          entry.append(title, where);
          entry.addEventListener('click', () => end({ kind: 'listed', listed }));
          list.append(entry);
        }
        if (workbooks.length === 0) list.append('There are no workbooks yet.');
      },
      (error: unknown) => {
        end(null);
        void askPerson('The workbooks cannot be listed', error instanceof FileRefused ? error.message : String(error), [
          'OK',
        ]);
      },
    );
  });
}

function button(parent: HTMLElement, label: string, run: () => void): void {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('click', run);
  parent.append(made);
}
