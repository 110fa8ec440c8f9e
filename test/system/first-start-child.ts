import { readConfig } from '#engine/config';
import { serveEngine } from '#engine/serve';
import { silentLog } from '#test/support/test-organisation';

/** An engine that starts when it is told to. */
const [, , data = '', folder = '', database = '', templates = ''] = process.argv;

const config = readConfig({ data, folder, port: '0' }, { DATABASE_URL: database, CONTROLBOOK_TEMPLATES: templates });
if (!config.ok) throw new Error(config.error);
process.on('disconnect', () => process.exit());
const told = new Promise<void>((go) => void process.once('message', () => go()));
process.send?.('loaded');
await told;
const served = await serveEngine(config.value, silentLog);
if (!served.ok) throw new Error(served.error.message);
process.send?.({ organisation: served.value.engine.organisation.id, url: served.value.url });
