/** The part of oidc-provider that tests use; the package brings no types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  class Provider {
    constructor(issuer: string, configuration: object);
    callback(): RequestListener;
    readonly AccessToken: new (
      payload: object,
    ) => { resourceServer: unknown; save(): Promise<string> };
    readonly ResourceServer: new (
      identifier: string,
      data: object,
    ) => unknown;
    readonly Client: { find(id: string): Promise<unknown> };
  }
  export default Provider;
}
