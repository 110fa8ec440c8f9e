import type { Standing } from './answers.ts';
import type { CatalogueControl } from './catalogue.ts';

/** Controls that move, one step at a reading, so that somebody who watches sees an action change by itself. */
const moving = [
  'AdminMFA',
  'UserMFA',
  'BlockAutoFwdTransportRule',
  'MailboxAuditingEnabled',
  'MDMEnabled',
  'IRMEnabled',
];
const steps = [0, 0.4, 1];

/** A tenant in which something is put in order every time one looks, and after a while comes apart again. */
export function demonstrationStanding({ id, rank, deprecated }: CatalogueControl, reading: number): Standing | null {
  const place = moving.indexOf(id);
  if (place !== -1) return { part: steps[Math.max(0, Math.min(2, stepAt(reading, place)))] ?? 0, state: 'Default' };
  if (id === 'CloudApplicationSecurityEnabled') return { part: 1, state: 'ThirdParty' };
  if (id === 'ExternalSFB') return { part: 0, state: 'Ignored' };
  if (deprecated || id === 'CustomerLockBoxEnabled') return null;
  return { part: rank % 4 === 0 ? 1 : rank % 4 === 1 ? 0.5 : 0, state: 'Default' };
}

/** One after the other they rise by two steps, rest, and begin again. */
function stepAt(reading: number, place: number): number {
  const round = moving.length * 2 + 4;
  return ((reading - 1) % round) - place * 2;
}
