import assert from 'node:assert/strict';
import { readConfig } from '#engine/config';
import { readGraphConfig } from '#engine/graph-config';

const whole = {
  CONTROLBOOK_GRAPH_TENANT: 'contoso.com',
  CONTROLBOOK_GRAPH_CLIENT: '11111111-2222-3333-4444-555555555555',
  CONTROLBOOK_GRAPH_SECRET: 's3cret~value',
};

describe('the configuration of Secure Score', () => {
  it('[B8] comes from the environment, for the global cloud unless another is named', () => {
    assert.deepEqual(readGraphConfig({}), { ok: true, value: null });
    assert.deepEqual(readGraphConfig(whole), {
      ok: true,
      value: {
        tenant: 'contoso.com',
        client: '11111111-2222-3333-4444-555555555555',
        secret: { text: 's3cret~value' },
        address: 'https://graph.microsoft.com/v1.0',
        login: 'https://login.microsoftonline.com',
      },
    });
    const { CONTROLBOOK_GRAPH_SECRET: _, ...rest } = whole;
    const read = readGraphConfig({
      ...rest,
      CONTROLBOOK_GRAPH_SECRET_FILE: '/run/secrets/graph',
      CONTROLBOOK_GRAPH_ADDRESS: 'https://graph.microsoft.us/v1.0/',
      CONTROLBOOK_GRAPH_LOGIN: 'http://127.0.0.1:8080',
    });
    assert.ok(read.ok);
    assert.deepEqual(read.value?.secret, { file: '/run/secrets/graph' });
    assert.equal(read.value.address, 'https://graph.microsoft.us/v1.0');
  });

  it('[B8] is refused by halves, twice over, or where a secret would travel in the clear', () => {
    for (const [name, value] of [
      ['TENANT', ''],
      ['CLIENT', ' '],
      ['SECRET', ''],
      ['SECRET_FILE', '/run/secrets/graph'],
      ['TENANT', '../common'],
      ['TENANT', 'a b'],
      ['CLIENT', 'a/b'],
      ['ADDRESS', 'http://graph.example.com/v1.0'],
      ['ADDRESS', 'https://me:word@graph.example.com'],
      ['ADDRESS', 'https://graph.example.com?x=1'],
      ['LOGIN', 'nonsense'],
      ['LOGIN', 'ftp://login.example.com'],
    ]) {
      const read = readGraphConfig({ ...whole, [`CONTROLBOOK_GRAPH_${name}`]: value });
      assert.ok(!read.ok, `${name} ${value}`);
      assert.match(read.error, /CONTROLBOOK_GRAPH_/);
      assert.ok(!read.error.includes('s3cret~value'));
    }
  });

  it('[B25] lets the demonstration only where nobody takes it for the truth', () => {
    const flags = { data: '/x/data', folder: '/x/books', 'demo-secure-score': true } as const;
    assert.equal(readConfig(flags, {}).ok, true);
    const beside = readConfig(flags, whole);
    assert.ok(!beside.ok);
    assert.match(beside.error, /demonstration/);
    assert.equal(
      readConfig(flags, {
        CONTROLBOOK_ISSUER: 'https://login.example.com',
        CONTROLBOOK_AUDIENCE: 'x',
        CONTROLBOOK_ADDRESS: 'https://book.example.com',
      }).ok,
      false,
    );
  });
});
