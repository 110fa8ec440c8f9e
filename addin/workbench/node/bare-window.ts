/** As much of a browser's window as office.js asks for; scripts it wants are handed to `load`. */
export type BareWindow = {
  readonly globals: Record<string, unknown>;
  /** Hands a message to whoever listens in the window. */
  readonly deliver: (message: { readonly data: unknown; readonly origin: string; readonly source: object }) => void;
  readonly close: () => void;
};

export type ScriptElement = { readonly src?: string; readonly onload?: () => void };

export function createBareWindow(origin: string, parent: object, load: (script: ScriptElement) => void): BareWindow {
  const timers = new Set<NodeJS.Timeout>();
  const hearers = new Map<string, Set<(event: object) => void>>();

  function addEventListener(name: string, hear: (event: object) => void): void {
    hearers.set(name, (hearers.get(name) ?? new Set()).add(hear));
  }

  function removeEventListener(name: string, hear: (event: object) => void): void {
    hearers.get(name)?.delete(hear);
  }

  function timed(start: typeof setTimeout | typeof setInterval) {
    return (run: () => void, milliseconds?: number): NodeJS.Timeout => {
      const timer = start(run, milliseconds).unref();
      timers.add(timer);
      return timer;
    };
  }

  const globals: Record<string, unknown> = {
    console,
    performance,
    URL,
    queueMicrotask,
    clearTimeout,
    clearInterval,
    // So that what is read from answers are plain arrays and objects outside the window, too.
    JSON,
    // So that what it throws is an Error to code outside.
    Error,
    setTimeout: timed(setTimeout),
    setInterval: timed(setInterval),
    addEventListener,
    removeEventListener,
    postMessage: () => undefined,
    parent,
    top: parent,
    navigator: { userAgent: 'node', language: 'en-US' },
    location: Object.assign(anchor(origin), { href: `${origin}/pane.html` }),
    history: {},
    status: '',
    localStorage: storage(),
    sessionStorage: storage(),
    document: bareDocument(origin, load, addEventListener),
  };
  globals['window'] = globals;
  globals['self'] = globals;

  return {
    globals,
    deliver(message) {
      for (const hear of hearers.get('message') ?? []) hear(message);
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function bareDocument(origin: string, load: (script: ScriptElement) => void, addEventListener: unknown): object {
  // office.js finds its own folder by the tag it came from.
  const officeScript = { src: `${origin}/office/office.js`, getAttribute: () => null };
  const head = { appendChild: load };
  const elements: Readonly<Record<string, readonly object[]>> = { script: [officeScript], head: [head] };
  return {
    domain: new URL(origin).hostname,
    readyState: 'complete',
    cookie: '',
    body: {},
    hasFocus: () => true,
    createElement: (tag: string) => (tag === 'a' ? anchor(origin) : { style: {}, setAttribute: () => undefined }),
    createTextNode: () => ({}),
    getElementsByTagName: (tag: string) => elements[tag] ?? [],
    getElementById: () => null,
    querySelectorAll: () => [],
    addEventListener,
  };
}

/** A link, which takes addresses apart; office.js compares origins with it. */
function anchor(origin: string): object {
  let url = new URL(origin);
  const parts = ['protocol', 'hostname', 'host', 'port', 'origin', 'pathname', 'search', 'hash'] as const;
  const link = {
    get href() {
      return url.href;
    },
    set href(address: string) {
      url = new URL(address, origin);
    },
  };
  for (const part of parts) Object.defineProperty(link, part, { enumerable: true, get: () => url[part] });
  return link;
}

function storage(): object {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    key: (index: number) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}
