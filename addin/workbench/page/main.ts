import type { FolderListing } from '#engine/contract/model/workbench-files';
import {
  createFolderClient,
  createTeamClient,
  FileRefused,
  type FilesClient,
  type FolderClient,
  type OpenedFile,
  type TeamClient,
} from '../files/files-client.ts';
import { askPerson } from '../grid/dialogs.ts';
import { type AddinManifest, readManifest } from '../ribbon/read-manifest.ts';
import { openPageAccount } from './account.ts';
import { type ExcelWindow, openExcelWindow } from './excel-window.ts';
import { showSharedAction } from './first-steps.ts';
import { createInspector } from './inspector.ts';
import { type AddinFunctions, type OpenBook, openBook } from './open-book.ts';
import { type Chosen, chooseWorkbook } from './open-dialog.ts';
import type { Theme } from './pane-frame.ts';
import { saveBook } from './save-book.ts';

/**
 * What the address asks for: `?open=Path.xlsx&open=...&pane=off&seam=web&theme=dark&layout=rows`. Where people sign in,
 * `open` names assessments by their ids.
 */
type Wishes = {
  readonly open: readonly string[];
  readonly pane: boolean;
  readonly seam: 'web' | 'desktop';
  readonly theme: Theme;
  readonly layout: 'columns' | 'rows' | null;
};

function readWishes(search: string): Wishes {
  const given = new URLSearchParams(search);
  const seam = given.get('seam') ?? (window.location.protocol === 'https:' ? 'web' : 'desktop');
  const theme = given.get('theme');
  const layout = given.get('layout');
  return {
    open: given.getAll('open'),
    pane: given.get('pane') !== 'off',
    seam: seam === 'web' ? 'web' : 'desktop',
    theme: theme === 'dark' || theme === 'highContrast' ? theme : 'light',
    layout: layout === 'columns' || layout === 'rows' ? layout : null,
  };
}

const wishes = readWishes(window.location.search);
/** Null until it is known who is here. */
let client: FilesClient | null = null;
let addin: { readonly manifest: AddinManifest | null; readonly functions: AddinFunctions | null } = {
  manifest: null,
  functions: null,
};
const pageHint = 'A page that plays Excel: the pane and office.js are the real ones.';
const books: OpenBook[] = [];
const windows: ExcelWindow[] = [];
const people = ['me', 'Ann', 'Bob', 'Cleo', 'Dan'];

const room = document.createElement('main');
room.className = 'windows';
const inspector = createInspector(() => books);
const topBar = document.createElement('header');
topBar.className = 'top-bar';
const brand = document.createElement('h1');
brand.textContent = 'Controlbook workbench';
const hint = document.createElement('p');
hint.className = 'hint';
hint.textContent = pageHint;
const layoutButton = barButton('Layout', 'Side by side or one above the other', () =>
  setLayout(room.classList.contains('stacked') ? 'columns' : 'rows'),
);
const inspectButton = barButton('Inspect', 'Batches, events, and what can go wrong', () => {
  const shown = inspector.element.hidden !== false;
  inspector.show(shown);
  inspectButton.setAttribute('aria-pressed', String(shown));
});
topBar.append(
  brand,
  hint,
  barButton('Open', 'Open a workbook', () => void open()),
  layoutButton,
  inspectButton,
  engineLink(),
);
document.body.append(topBar, room, inspector.element);

// For tests and for whoever looks from the console: the models behind what is seen.
Object.assign(window, { controlbook: { books, windows, ready: start() } });

async function start(): Promise<void> {
  const manifest = await loadManifest();
  addin = { manifest, functions: await loadFunctions(manifest) };
  const account = await openPageAccount((problem) => void askPerson('Signing in', problem, ['OK']));
  if (account === null) await startWithFolder(createFolderClient());
  else {
    topBar.append(account.element);
    hint.textContent = 'Sign in to open the workbooks of your assessments.';
    account.element.focus();
    await account.signedIn();
    hint.textContent = pageHint;
    await startWithTeam(createTeamClient(account.client, account.token));
  }
  setLayout(wishes.layout ?? (window.innerWidth < 1_100 ? 'rows' : 'columns'));
  const [first, second] = windows;
  if (
    account === null &&
    wishes.open.length === 0 &&
    first !== undefined &&
    second !== undefined &&
    showSharedAction(first, second)
  ) {
    hint.textContent =
      'Set the selected action to Implemented and its Test Result to Passed: the other workbook follows, and the score in the pane rises.';
  }
  first?.view.focus();
}

async function startWithFolder(folder: FolderClient): Promise<void> {
  client = folder;
  await refusedInWords(async () => {
    const paths = wishes.open.length > 0 ? wishes.open : firstOfOneGroup(await folder.folder());
    for (const path of paths.slice(0, 4)) {
      addBook({ opened: await folder.openPath(path), bytes: null }, windows.length === 0 ? 'shown' : 'hidden');
    }
    if (windows.length === 0) openNew();
  });
}

async function startWithTeam(team: TeamClient): Promise<void> {
  client = team;
  await refusedInWords(async () => {
    for (const id of wishes.open.slice(0, 4)) addBook(await team.openAssessment(id), 'shown');
  });
  if (windows.length === 0) await open();
}

/** Two assessments that share a group: what is done in one shows in the other. */
function firstOfOneGroup({ workbooks }: FolderListing): readonly string[] {
  const ours = workbooks.filter(({ assessment, state }) => assessment !== null && state !== 'refused');
  const byGroup = new Map<string, string[]>();
  for (const { path, assessment } of ours) {
    const group = assessment?.group ?? '';
    byGroup.set(group, [...(byGroup.get(group) ?? []), path]);
  }
  const [first = []] = [...byGroup.values()].sort((a, b) => b.length - a.length);
  return first.slice(0, 2);
}

/** Null opens a new workbook. */
function addBook(file: OpenedFile | null, withPane: 'shown' | 'hidden'): void {
  if (client === null) return; // nobody has signed in yet
  const book = openBook(file?.opened ?? null, file?.bytes ?? null, addin.functions, client);
  books.push(book);
  addWindow(book, 'me', withPane);
}

function openNew(): void {
  addBook(null, 'shown');
}

async function open(): Promise<void> {
  const from = client;
  if (from === null)
    return void (await askPerson('Open a workbook', 'Sign in first: the button is at the top.', ['OK']));
  const chosen = await chooseWorkbook(from);
  if (chosen !== null) await refusedInWords(() => openChosen(chosen, from));
}

async function openChosen(chosen: Chosen, from: FilesClient): Promise<void> {
  switch (chosen.kind) {
    case 'listed':
      return addBook(await chosen.listed.open(), 'shown');
    case 'new':
      return openNew();
    case 'brought': {
      const { name, bytes } = chosen;
      return addBook({ opened: await from.openBytes(name, bytes), bytes }, 'shown');
    }
  }
}

function addWindow(book: OpenBook, seat: string, withPane: 'shown' | 'hidden'): void {
  const { seam, theme } = wishes;
  const { manifest } = addin;
  const made = openExcelWindow({
    book,
    seat,
    manifest,
    seam,
    theme,
    withPane: wishes.pane ? withPane : 'none',
    save: (own) => void own.view.endEdit().then(() => save(own)),
    openBeside: () => addWindow(book, freeSeat(book), 'shown'),
    onClose: () => {
      windows.splice(windows.indexOf(made), 1);
      if (!windows.some((other) => other.book === book)) books.splice(books.indexOf(book), 1);
    },
  });
  windows.push(made);
  room.append(made.element);
}

function freeSeat(book: OpenBook): string {
  const taken = windows.filter((each) => each.book === book).map(({ seat }) => seat);
  return people.find((name) => !taken.includes(name)) ?? `Guest ${taken.length}`;
}

async function save(own: ExcelWindow): Promise<void> {
  if (client === null) return; // no book is open then
  const outcome = await saveBook(own.book, client);
  if (outcome !== null) for (const each of windows) if (each.book === own.book) each.say(outcome);
}

async function loadManifest(): Promise<AddinManifest | null> {
  const response = await fetch('/workbench/manifest.xml');
  return response.ok ? readManifest(await response.text()) : null;
}

async function loadFunctions(manifest: AddinManifest | null): Promise<AddinFunctions | null> {
  if (manifest?.functions == null) return null;
  const { namespace, metadata } = manifest.functions;
  const response = await fetch(`/pane/${metadata.split('/').at(-1) ?? ''}`);
  if (!response.ok) return null;
  const { functions } = (await response.json()) as Pick<AddinFunctions, 'functions'>; // our own build writes it
  return { namespace, functions };
}

async function refusedInWords(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    await askPerson('The workbook cannot be opened', error.message, ['OK']);
  }
}

function setLayout(layout: 'columns' | 'rows'): void {
  room.classList.toggle('stacked', layout === 'rows');
}

function barButton(label: string, tip: string, run: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.title = tip;
  button.addEventListener('click', run);
  return button;
}

function engineLink(): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = '/';
  link.target = '_blank';
  link.rel = 'noopener';
  link.textContent = 'Engine';
  link.title = 'What the engine holds: groups, scores, conflicts';
  return link;
}
