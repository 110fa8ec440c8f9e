import assert from 'node:assert/strict';
import { readConfig } from '#engine/config';
import { readIdentityConfig } from '#engine/identity-config';

const issuer = 'https://login.example.com/tenant/v2.0';
const audience = 'api://controlbook';
const identity = { CONTROLBOOK_ISSUER: issuer, CONTROLBOOK_AUDIENCE: audience };

describe('the configuration of identity', () => {
  it('[I42] is none unless something of it is set', () => {
    assert.deepEqual(readIdentityConfig({ CONTROLBOOK_ISSUER: ' ', CONTROLBOOK_CLIENT: 'x' }), {
      ok: true,
      value: null,
    });
  });

  it('[I42] needs issuer and audience, and takes the rest', () => {
    assert.deepEqual(readIdentityConfig(identity), {
      ok: true,
      value: { issuer, audience, scope: null, client: null, addressClaim: null, globalAdministrators: [] },
    });
    const whole = readIdentityConfig({
      ...identity,
      CONTROLBOOK_SCOPE: 'access',
      CONTROLBOOK_CLIENT: 'pane',
      CONTROLBOOK_ADDRESS_CLAIM: 'preferred_username',
      CONTROLBOOK_GLOBAL_ADMINISTRATORS: 'ann@example.org; 42,',
    });
    assert.ok(whole.ok);
    assert.deepEqual(whole.value?.globalAdministrators, ['ann@example.org', '42']);
    assert.deepEqual(
      [whole.value?.scope, whole.value?.client, whole.value?.addressClaim],
      ['access', 'pane', 'preferred_username'],
    );
    for (const name of ['CONTROLBOOK_ISSUER', 'CONTROLBOOK_AUDIENCE']) {
      const half = readIdentityConfig({ ...identity, [name]: '' });
      assert.ok(!half.ok && half.error.includes(`${name} is missing`));
    }
  });

  it('[I42] takes an issuer over https, or on this machine', () => {
    const takes = (CONTROLBOOK_ISSUER: string) => readIdentityConfig({ ...identity, CONTROLBOOK_ISSUER }).ok;
    for (const good of ['https://a.test', 'http://localhost:3000', 'http://127.0.0.1:80/x', 'http://[::1]:9'])
      assert.ok(takes(good), good);
    for (const bad of [
      'http://a.test',
      'a.test',
      'https://a.test?x=1',
      'https://a.test/#x',
      'https://u:p@a.test',
      'ftp://a.test',
      'http://127.0.0.1.a.test',
    ])
      assert.ok(!takes(bad), bad);
  });

  it('[I43] lets the engine be reached by others only when it is known who asks, and by what address', () => {
    const read = (environment: Record<string, string>) => readConfig({ host: '0.0.0.0' }, environment);
    for (const environment of [{}, { CONTROLBOOK_ADDRESS: 'https://c.example.org' }, identity]) {
      const refused = read(environment);
      assert.ok(!refused.ok);
      for (const name of ['CONTROLBOOK_ISSUER', 'CONTROLBOOK_AUDIENCE', 'CONTROLBOOK_ADDRESS'])
        assert.ok(refused.error.includes(name), name);
    }
    const open = read({ ...identity, CONTROLBOOK_ADDRESS: 'https://c.example.org' });
    assert.ok(open.ok);
    assert.equal(open.value.identity?.issuer, issuer);
    const alone = readConfig({}, {});
    assert.ok(alone.ok && alone.value.identity === null);
  });
});
