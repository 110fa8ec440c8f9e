import assert from 'node:assert/strict';
import { readNotifyConfig } from '#engine/notify-config';

describe('readNotifyConfig', () => {
  const mail = {
    CONTROLBOOK_SMTP: 'smtps://me:p%40ss@mail.example.com:465',
    CONTROLBOOK_MAIL_FROM: 'Controlbook <c@example.com>',
  };

  it('[K60] reads the mail server and what letters come from, and whether private addresses are allowed', () => {
    assert.deepEqual(readNotifyConfig({}), { ok: true, value: { mail: null, privateWebhooks: false } });
    const read = readNotifyConfig({ ...mail, CONTROLBOOK_WEBHOOK_PRIVATE: '1' });
    const wanted = { address: mail.CONTROLBOOK_SMTP, from: mail.CONTROLBOOK_MAIL_FROM };
    assert.deepEqual(read, { ok: true, value: { mail: wanted, privateWebhooks: true } });
  });

  it('[K60] refuses what cannot work, with what would, and repeats no password', () => {
    const wrong = [
      { CONTROLBOOK_MAIL_FROM: mail.CONTROLBOOK_MAIL_FROM },
      { CONTROLBOOK_SMTP: mail.CONTROLBOOK_SMTP },
      { ...mail, CONTROLBOOK_SMTP: 'https://me:p%40ss@mail.example.com' },
      { ...mail, CONTROLBOOK_MAIL_FROM: 'Controlbook' },
      { ...mail, CONTROLBOOK_MAIL_FROM: 'a@b\r\nBcc: c@d' },
      { CONTROLBOOK_WEBHOOK_PRIVATE: 'yes' },
    ];
    for (const environment of wrong) {
      const read = readNotifyConfig(environment);
      assert.ok(!read.ok, JSON.stringify(environment));
      assert.ok(!read.error.includes('p%40ss'));
    }
  });
});
