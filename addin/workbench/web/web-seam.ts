import type { PaneHost } from '../excel/pane-host.ts';

/** What a pane's page must be told before it loads office.js. */
export type WebSeamOptions = {
  /** Origin of the page that plays Excel; https, and of the pane's own host name. */
  readonly hostOrigin: string;
  readonly locale?: string;
  readonly documentUrl?: string;
  /** Shared runtime and custom functions are both on in a pane with a shared runtime: 3. */
  readonly runtimeFlags?: number;
  readonly requirements?: Readonly<Record<string, string>>;
};

/** The requirement sets this host plays; Excel's own go further. */
export const playedRequirements: Readonly<Record<string, string>> = {
  ExcelApi: '1.15',
  SharedRuntime: '1.1',
  CustomFunctionsRuntime: '1.3',
  RibbonApi: '1.2',
  AddinCommands: '1.1',
  DialogApi: '1.2',
  IdentityAPI: '1.3',
  Settings: '1.1',
  DelayForCellEdit: '1.1',
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
  pane.connect((eventName, data) => post(eventName, -1, 1, data));

  async function answer({ _actionName, _actionType, _data }: Request): Promise<unknown> {
    if (_actionType === 1) return pane.register(_actionName, String((_data as EventRequest).targetId ?? ''));
    if (_actionType === 2) return pane.unregister(_actionName);
    if (_actionName === 'ContextActivationManager_getAppContextAsync') return appContext();
    if (_actionName === 'executeMethod') {
      return pane.execute((_data as MethodRequest).DdaMethod.DispatchId, _data);
    }
    // Telemetry and notices of the add-in's life: heard, and nothing done.
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
      _requirementMatrix: JSON.stringify(options.requirements ?? playedRequirements),
      _hostFullVersion: '16.0.15407.10000',
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
type MethodRequest = { readonly DdaMethod: { readonly DispatchId: number } };

function readRequest(text: unknown, conversationId: string): Request | null {
  if (typeof text !== 'string' || !text.startsWith('{"_messageType":0')) return null;
  const request = JSON.parse(text) as Request;
  return request._conversationId === conversationId ? request : null;
}
