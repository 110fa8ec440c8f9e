import { connect, createServer, type Socket } from 'node:net';

type LineMode = 'open' | 'cut' | 'deaf' | 'silent' | 'slow';

/** A line to a server that can be cut. */
export type CutLine = {
  readonly port: number;
  /**
   * `open`; `cut`: every connection breaks and no new one is made; `deaf`: what is asked arrives, the answer breaks the
   * line; `silent`: nothing arrives, and nothing says so; `slow`: everything arrives late, each connection for itself.
   */
  set(mode: LineMode): void;
  /** How often an answer was lost. */
  lost(): number;
  close(): Promise<void>;
};

export async function openCutLine(target: number): Promise<CutLine> {
  let mode: LineMode = 'open';
  let lost = 0;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    if (mode === 'cut') return void near.destroy();
    const far = connect(target, '127.0.0.1');
    const both = [near, far];
    const end = (): void => {
      for (const socket of both) {
        socket.destroy();
        sockets.delete(socket);
      }
    };
    for (const socket of both) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', end);
    }
    const [there, back] = [createLateWriter(far), createLateWriter(near)];
    near.on('data', (bytes) => {
      if (mode !== 'silent') there(bytes, mode === 'slow');
    });
    far.on('data', (bytes) => {
      if (mode === 'silent') return;
      if (mode !== 'deaf') return back(bytes, mode === 'slow');
      lost += 1;
      end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    set(next) {
      mode = next;
      if (next === 'cut') cut();
    },
    lost: () => lost,
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Writes in order; what is late makes what comes after it late as well. */
function createLateWriter(socket: Socket): (bytes: Buffer, late: boolean) => void {
  let waiting = 0;
  let before: Promise<void> = Promise.resolve();
  return (bytes, late) => {
    if (!late && waiting === 0) return void socket.write(bytes);
    waiting += 1;
    const pause = late ? 5 + Math.random() * 60 : 0;
    before = before
      .then(() => new Promise<void>((resolve) => void setTimeout(resolve, pause)))
      .then(() => {
        waiting -= 1;
        if (!socket.destroyed) socket.write(bytes);
      });
  };
}
