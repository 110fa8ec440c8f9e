import assert from 'node:assert/strict';
import { panePolicy, workbenchPanePolicy, workbenchPolicy } from '#engine/adapters/http/workbench/page-policies';

describe('page policies', () => {
  it('[P75] the pane may ask for tokens where people sign in, and nowhere else', () => {
    const asks = (policy: string): string => /connect-src ([^;]+)/.exec(policy)?.[1] ?? '';
    const host = 'https://appsforoffice.microsoft.com';
    assert.equal(asks(panePolicy(null)), `'self' ${host}`);
    assert.equal(asks(panePolicy('https://login.example.org')), `'self' ${host} https://login.example.org`);
    for (const policy of [workbenchPolicy, workbenchPanePolicy]) {
      assert.equal(asks(policy(null)), "'self'");
      assert.equal(asks(policy('https://login.example.org')), "'self' https://login.example.org");
    }
  });
});
