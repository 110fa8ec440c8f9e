/** How Office answers an add-in that asks for tokens: gives one, wants the person, or has no network. */
export type OfficeAnswer =
  | { readonly token: string; readonly seconds: number }
  | 'USER_INTERACTION_REQUIRED'
  | 'USER_CANCEL'
  | 'NO_NETWORK';

export type PlayedOffice = {
  /** What was asked since: `GetToken` silently, `GetTokenPopup` with the person. */
  readonly asked: { readonly method: string; readonly scope: string; readonly client: string }[];
  remove(): void;
};

type Heard = (answer: string) => void;
type Request = {
  readonly requestId: string;
  readonly method: string;
  readonly tokenParams?: { readonly scope: string; readonly clientId: string };
};

/** Plays the bridge between an add-in and Office's own account, as the library for it speaks to it (JSON both ways). */
export function playOfficeAccount(answer: (method: string) => Promise<OfficeAnswer>): PlayedOffice {
  const listeners: Heard[] = [];
  const asked: PlayedOffice['asked'] = [];
  const answerTo = async ({ method, tokenParams }: Request): Promise<object> => {
    if (method === 'GetInitContext') {
      return { success: true, initContext: { sdkName: 'played', sdkVersion: '1', capabilities: {} } };
    }
    asked.push({ method, scope: tokenParams?.scope ?? '', client: tokenParams?.clientId ?? '' });
    const given = await answer(method);
    if (typeof given === 'string') return { success: false, error: { status: given, description: 'as played' } };
    const claims = { sub: 'ann', oid: 'ann', tid: 'tenant', iss: 'https://login.microsoftonline.com/tenant/v2.0' };
    const idToken = ['{}', JSON.stringify(claims), ''].map((part) => Buffer.from(part).toString('base64url')).join('.');
    const token = { access_token: given.token, expires_in: given.seconds, id_token: idToken, properties: null };
    const ids = { homeAccountId: 'ann.tenant', localAccountId: 'ann', tenantId: 'tenant' };
    return {
      success: true,
      token: { ...token, scope: tokenParams?.scope },
      account: { environment: 'login.microsoftonline.com', username: 'ann@example.org', ...ids },
    };
  };
  const bridge = {
    addEventListener: (_: 'message', hear: Heard) => void listeners.push(hear),
    postMessage(text: string) {
      const request = JSON.parse(text) as Request; // the library's own
      void answerTo(request).then((body) => {
        const { requestId } = request;
        for (const hear of listeners) {
          hear(JSON.stringify({ messageType: 'NestedAppAuthResponse', requestId, ...body }));
        }
      });
    },
  };
  const places = { window: globalThis, nestedAppAuthBridge: bridge, BroadcastChannel: QuietChannel };
  const before = Object.keys(places).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const [name, value] of Object.entries(places)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  return {
    asked,
    remove() {
      for (const [name, descriptor] of before) {
        if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
        else Object.defineProperty(globalThis, name, descriptor);
      }
    },
  };
}

/** The library opens one and never closes it: it may not keep a test run from ending. */
class QuietChannel extends BroadcastChannel {
  constructor(name: string) {
    super(name);
    (this as unknown as { unref(): void }).unref(); // Node's own has it, the type is the browser's
  }
}
