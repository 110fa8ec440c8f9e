import type { PaneEvent } from '../excel/pane-events.ts';
import type { PaneHost, Reply, Settings } from '../excel/pane-host.ts';
import { excelVersion, type PaneOptions, requirementsFor } from '../excel/requirements.ts';

/** What a pane's page must be told before it loads office.js. */
export type WebSeamOptions = PaneOptions & {
  /** Origin of the page that plays Excel; https, and of the pane's own host name. */
  readonly hostOrigin: string;
};

/**
 * The protocol of Excel on the web: JSON texts by postMessage between the page that plays Excel and the pane in its
 * frame. `send` posts to the pane.
 */
export function createWebSeam(pane: PaneHost, options: WebSeamOptions, send: (text: string) => void): WebSeam {
  const conversationId = `conversation-${pane.id}`;
  const controlId = `control-${pane.id}`;
  const locale = options.locale ?? 'en-US';

  function post(name: string, correlationId: number, responseType: number, data: unknown): void {
    const message = {
      _messageType: 1,
      _actionName: name,
      _conversationId: conversationId,
      _correlationId: correlationId,
      _origin: options.hostOrigin,
      _responseType: responseType,
      _errorCode: 0,
      _data: data,
      _serializerVersion: 1,
    };
    send(JSON.stringify(message));
  }
  pane.connect((event) => post(event.name, -1, 1, eventData(event)));

  async function answer({ _actionName, _actionType, _data }: Request): Promise<unknown> {
    if (_actionType === 1) {
      pane.register(_actionName, String((_data as EventRequest).targetId ?? ''));
      return { Error: 0 };
    }
    if (_actionType === 2) {
      pane.unregister(_actionName);
      return { Error: 0 };
    }
    if (_actionName === 'ContextActivationManager_getAppContextAsync') return appContext();
    if (_actionName === 'executeMethod') return execute(pane, _data as MethodRequest);
    // Telemetry and notices of the add-in's life: heard, and nothing done.
    if (_actionName !== 'ContextActivationManager_notifyHost') pane.notPlayed(_actionName);
    return { Error: 0 };
  }

  function appContext(): object {
    return {
      _id: controlId,
      _appName: 16,
      _appVersion: 16,
      _appUILocale: locale,
      _dataLocale: locale,
      _docUrl: options.documentUrl ?? `${options.hostOrigin}/${encodeURIComponent(pane.book.name)}`,
      _clientMode: 1,
      _settings: [...pane.book.settings],
      _reason: 'documentOpened',
      _osfControlType: 1,
      _eToken: '',
      _correlationId: controlId,
      _appInstanceId: `instance-${pane.id}`,
      _requirementMatrix: JSON.stringify(options.requirements ?? requirementsFor(pane.canWriteFiles)),
      _hostFullVersion: excelVersion,
      _initialDisplayMode: 2,
      _addinName: 'Controlbook',
      _appDomains: [],
      _featureGates: {},
    };
  }

  return {
    windowName: JSON.stringify({
      baseFrameName: `frame-${pane.id}`,
      hostInfo: `Excel$Web$16.01$${locale}$$$$${options.runtimeFlags ?? 3}`,
      xdmInfo: `${conversationId}|${controlId}|${options.hostOrigin}`,
      serializerVersion: 1,
      flights: '[]',
    }),
    receive(text) {
      const request = readRequest(text, conversationId);
      if (request === null) return;
      void answer(request).then((data) => post(request._actionName, request._correlationId, 0, data));
    },
  };
}

export type WebSeam = {
  /** The name the pane's window must bear. */
  readonly windowName: string;
  /** Takes a message of the pane; anything else is left alone. */
  readonly receive: (text: unknown) => void;
};

type Request = {
  readonly _messageType: number;
  readonly _actionName: string;
  readonly _actionType: number;
  readonly _conversationId: string;
  readonly _correlationId: number;
  readonly _data: unknown;
};
type EventRequest = { readonly targetId?: string };
type MethodRequest = {
  readonly DdaMethod: { readonly DispatchId: number };
  readonly DdaSettingsMethod?: { readonly Properties: Settings };
  readonly ArrayData?: readonly unknown[];
  readonly 0?: string;
  readonly 1?: number;
  readonly 2?: number;
  readonly 3?: number;
};

/** How large the slices are is said only when a file is opened. */
const sliceSizes = new WeakMap<PaneHost, number>();

/** The calls of office.js by their numbers on the wire. */
async function execute(pane: PaneHost, request: MethodRequest): Promise<unknown> {
  switch (request.DdaMethod.DispatchId) {
    case 93: {
      const [partition, , , , text, , flags] = request.ArrayData ?? [];
      const onWorkbook = partition === 'IterativeExecutor';
      const reply = await pane.request({ text: String(text), flags: Number(flags), onWorkbook });
      return written(reply, (value) => ({ Version: 1, Data: [200, [], value] }));
    }
    case 77:
      sliceSizes.set(pane, Number(request[1]));
      return written(await pane.openFile(), ({ handle, size }) => ({ 0: handle, 1: size }));
    case 80: {
      const length = sliceSizes.get(pane) ?? 0;
      const data = pane.readFile(Number(request[2]), Number(request[3]) * length, length);
      return { Error: 0, 0: data, 1: data.length };
    }
    case 81:
      pane.closeFile(Number(request[2]));
      return { Error: 0 };
    case 75:
      return written(await pane.loadSettings(), (settings) => ({
        Properties: { Settings: settings.map(([Name, Value]) => ({ Name, Value })) },
      }));
    case 76:
      return written(await pane.saveSettings(request.DdaSettingsMethod?.Properties ?? []), () => ({}));
    case 94:
      pane.commandCompleted(request[0] ?? '');
      return { Error: 0 };
    case 98:
      return written(await pane.getAccessToken(), (accessToken) => ({ accessToken }));
    default:
      pane.notPlayed(`call ${request.DdaMethod.DispatchId}`);
      return { Error: 5001 };
  }
}

function written<T>(reply: Reply<T>, write: (value: T) => object): object {
  return reply.value === undefined ? { Error: reply.error } : { Error: 0, ...write(reply.value) };
}

function eventData(event: PaneEvent): object {
  switch (event.name) {
    case 'richApiMessage':
      return { ArrayData: event.entries };
    case 'appCommandInvoked':
      return { 0: event.call, 1: event.action, 2: JSON.stringify({ source: { id: event.button } }) };
    case 'dialogMessageReceived': {
      const { message } = event;
      return message.type === 0
        ? { messageType: 0, messageContent: message.content, messageOrigin: message.origin }
        : { messageType: message.type };
    }
    case 'documentSelectionChanged':
    case 'settingsChanged':
      return {};
  }
}

function readRequest(text: unknown, conversationId: string): Request | null {
  if (typeof text !== 'string' || !text.startsWith('{"_messageType":0')) return null;
  const request = JSON.parse(text) as Request;
  return request._conversationId === conversationId ? request : null;
}
