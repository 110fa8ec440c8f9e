import assert from 'node:assert/strict';
import { checkWebAddress, isPrivateAddress } from '#engine/domain/notify/web-address';

describe('addresses of webhooks', () => {
  it('[K53] are refused where they lead to this machine or a private network, however they are written', () => {
    const hosts = [
      'localhost',
      '127.0.0.1',
      '127.1',
      '0x7f.1',
      '2130706433',
      '10.1.2.3',
      '169.254.169.254',
      '192.168.0.1',
    ];
    hosts.push(
      '172.16.0.1',
      '100.64.0.1',
      '0.0.0.0',
      '[::1]',
      '[::ffff:10.0.0.1]',
      '[fe80::1]',
      '[fd00::1]',
      '[64:ff9b::a00:1]',
    );
    hosts.push('[2002:a00:1::]', 'printer', 'db.internal', 'nas.local', 'x.localhost', '255.255.255.255', '[::]');
    for (const host of hosts) {
      const checked = checkWebAddress(`https://${host}/hook`, false);
      assert.ok(!checked.ok && checked.error.code === 'invalid-link', host);
      assert.ok(checkWebAddress(`http://${host}:8080/hook`, true).ok, host);
    }
  });

  it('[K53] are taken where they are public and encrypted', () => {
    for (const host of ['hooks.example.org', '93.184.216.34', '[2606:2800:220:1::1]', 'example.org:8443']) {
      assert.ok(checkWebAddress(`https://${host}/x?y=1`, false).ok, host);
    }
    for (const wrong of [
      'http://example.org',
      'https://me:secret@example.org',
      'ftp://example.org',
      'https://',
      'example.org',
      'https://a b',
      'https://example.org\\@127.0.0.1/',
    ]) {
      assert.ok(!checkWebAddress(wrong, false).ok, wrong);
    }
  });

  it('[K53] know a numeric address of the public internet from all others', () => {
    assert.ok(['1.1.1.1', '172.15.0.1', '172.32.0.1', '100.128.0.1', '2606::1'].every((one) => !isPrivateAddress(one)));
    assert.ok(
      ['2001:db8::1', '2001::1', 'ff02::1', ':::', '::1.2.3', '203.0.113.9', '224.0.0.1'].every(isPrivateAddress),
    );
  });
});
