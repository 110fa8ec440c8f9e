import type { ServerResponse } from 'node:http';

/** Everybody whose request is being answered, so that none is waited for when they have gone or the engine stops. */
export interface Asking {
  /** Fires when the asker has gone, or all are sent away. */
  signal(response: Pick<ServerResponse, 'once'>): AbortSignal;
  /** From now on nobody is waited for. */
  sendAway(): void;
}

export function createAsking(): Asking {
  const asking = new Set<AbortController>();
  let over = false;
  return {
    signal(response) {
      const controller = new AbortController();
      if (over) controller.abort();
      asking.add(controller);
      response.once('close', () => {
        asking.delete(controller);
        controller.abort();
      });
      return controller.signal;
    },
    sendAway() {
      over = true;
      for (const controller of asking) controller.abort();
    },
  };
}
