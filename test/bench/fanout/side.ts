/** What a client has to know of its server, as it travels between processes. */
export type Place = Readonly<Record<string, unknown>>;

/** Called when a cell's new text has been taken into what this client shows. */
export type Saw = (text: string) => void;

export type Client = {
  /** Sets a cell. Nobody waits for it; a server that says no throws. */
  write(cell: number, text: string): void;
  close(): void;
};

export type Served = { readonly place: Place; close(): Promise<void> };

/** Both ends of one contender: a server with one document of cells, and those who are connected to it. */
export type Side = {
  serve(folder: string): Promise<Served>;
  connect(place: Place, number: number, saw: Saw): Promise<Client>;
};

/** Cells of the document; edits go through them in turn. */
export const cells = 400;

// Loaded when asked for: nobody is measured with the libraries of the others.
const sides = {
  controlbook: async () => (await import('./controlbook-side.ts')).controlbookSide,
  hocuspocus: async () => (await import('./hocuspocus-side.ts')).hocuspocusSide,
  sharedb: async () => (await import('./sharedb-side.ts')).sharedbSide,
  automerge: async () => (await import('./automerge-side.ts')).automergeSide,
  bare: async () => (await import('./bare-side.ts')).bareSide,
};
export type SideName = keyof typeof sides;

export function loadSide(name: SideName): Promise<Side> {
  return sides[name]();
}
