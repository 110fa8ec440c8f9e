import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FileProblem } from '../../../app/ports.ts';
import type { Workbench } from '../../../app/workbench.ts';
import type { SignIn } from '../../../contract/http/access-endpoints.ts';
import type { WorkbookPatch } from '../../../contract/model/cells.ts';
import { type OpenedWorkbook, type SavedWorkbook, workbenchPaths } from '../../../contract/model/workbench-files.ts';
import { type SaveRequest, saveRequest } from '../../../contract/workbench.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { parsePart } from '../call.ts';
import { RequestRefused } from '../problems.ts';
import { sendProblem } from '../refuse.ts';
import { panePolicy, webPolicy, workbenchPanePolicy, workbenchPolicy } from './page-policies.ts';
import { seamPage } from './seam-page.ts';
import { createStaticFiles, type StaticFiles, sendFile } from './static-files.ts';
import type { WorkbenchOptions } from './workbench-options.ts';

/** What one opened file may weigh, and a saved one with its changes. */
const fileBytes = 20 * 1024 * 1024;
const saveBytes = 64 * 1024 * 1024;

/** Of office.js only what a browser loads of it: the rest of the package is for other programs. */
const officeFile =
  /^(office(\.debug)?\.js|excel-(web|win32)-[\d.]+(\.debug)?\.js|o15apptofilemappingtable\.js|telemetry\/[\w.-]+\.js|[a-z]{2,3}(-[a-z0-9]+){1,2}\/[\w.-]+\.js|agaveerrorux\/[\w./-]+\.(html|js|css|png|gif))$/i;

/**
 * The pane for Excel, the same pages for people without it, and the workbench: a page that plays Excel's part in a browser,
 * with what it opens and saves. The watched folder is its own only where it acts as the person at this machine; people who
 * sign in open the workbooks of assessments, and files of their own.
 */
export function serveWorkbench(app: FastifyInstance, options: WorkbenchOptions, signIn: SignIn): void {
  const provider = signIn.kind === 'openid' ? new URL(signIn.issuer).origin : null;
  const forPane = panePolicy(provider);
  const pane = createStaticFiles(options.pane);
  const page = createStaticFiles(options.page);
  const officeJs =
    options.officeJs === null
      ? null
      : createStaticFiles(options.officeJs, { anyCase: true, wanted: (path) => officeFile.test(path) });

  serveFolder(app, '/pane', pane, 'taskpane.html', forPane, missingBuild);
  serveFolder(app, '/web', pane, 'web.html', webPolicy(provider), missingBuild);
  serveFolder(app, '/workbench', page, 'index.html', workbenchPolicy(provider), missingBuild);
  serveFolder(app, '/office-js', officeJs, null, forPane, 'office.js is not installed here; run `npm install`.');
  app.get('/workbench/pane/:name', async (request, reply) => {
    const { name } = request.params as { name: string }; // the route has it
    const found = /\.html$/.test(name) ? await pane.read(name) : null;
    if (found === null) return refuse(reply, missingBuild);
    const html = seamPage(Buffer.from(found.bytes).toString('utf8'));
    reply.header('content-security-policy', workbenchPanePolicy(provider));
    return sendFile(request, reply, { path: name, bytes: Buffer.from(html, 'utf8') });
  });
  if (options.workbench === null) return;
  serveFiles(app, options.workbench, signIn.kind === 'machine');
}

const missingBuild = 'Nothing of this name has been built. Run `npm run build`, then load the page again.';

function serveFolder(
  app: FastifyInstance,
  prefix: string,
  files: StaticFiles | null,
  index: string | null,
  policy: string,
  missing: string,
): void {
  const serve = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const [path = ''] = request.url.split('?');
    if (path === prefix) return reply.redirect(`${prefix}/`);
    const name = decodeURIComponent(path.slice(prefix.length + 1));
    const found = await files?.read(name === '' ? (index ?? '') : name);
    if (found === undefined || found === null) return refuse(reply, missing);
    reply.header('content-security-policy', policy);
    return sendFile(request, reply, found);
  };
  app.get(prefix, serve);
  app.get(`${prefix}/*`, serve);
}

function refuse(reply: FastifyReply, message: string): FastifyReply {
  return sendProblem(reply, { code: 'not-found', message });
}

function serveFiles(app: FastifyInstance, workbench: Workbench, withFolder: boolean): void {
  if (withFolder) {
    app.get(workbenchPaths.workbooks, () => workbench.workbooks());
    app.get(workbenchPaths.workbook, async (request, reply) => {
      const { path } = request.query as Record<string, unknown>; // fastify's parser makes an object
      const opened = typeof path === 'string' ? await workbench.openFile(path) : null;
      return answer(reply, opened);
    });
  }
  app.register(async (room) => {
    room.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: fileBytes },
      (_, body, done) => done(null, body),
    );
    room.post(workbenchPaths.open, { bodyLimit: fileBytes }, async (request, reply) => {
      if (!Buffer.isBuffer(request.body)) {
        throw new RequestRefused(
          'unsupported-media-type',
          'Send the bytes of a workbook as `application/octet-stream`.',
        );
      }
      const bytes = new Uint8Array(request.body);
      const shown = await workbench.open(bytes);
      if (!shown.ok) return sendProblem(reply, shown.error);
      const opened: OpenedWorkbook = { name: '', path: null, sha256: digest(bytes), workbook: shown.value };
      return answer(reply, ok(opened));
    });
  });
  app.post(workbenchPaths.save, { bodyLimit: saveBytes }, async (request, reply) => {
    const wanted = parsePart(saveRequest, 'body', request.body);
    if (wanted === null) throw new Error('A schema that was given gives no null.'); // a bug: parsePart's own contract
    return answer(reply, await save(wanted));
  });

  async function save(wanted: SaveRequest): Promise<Result<SavedWorkbook, FileProblem> | null> {
    // What the folder holds is not shown to whoever signs in, and not written as whom they say they are.
    if (!withFolder && ('path' in wanted || 'copyOf' in wanted)) return null;
    const patch = ownedPatch(wanted.patch);
    if ('path' in wanted) {
      const saved = await workbench.saveFile(wanted.path, wanted.sha256, patch);
      return saved?.ok === true ? ok({ ...saved.value, file: null }) : saved;
    }
    const patched = await savedCopy(wanted, patch);
    if (patched?.ok !== true) return patched;
    const { bytes, refused } = patched.value;
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
    return ok({ sha256: digest(bytes), refused, file });
  }

  function savedCopy(
    wanted: Exclude<SaveRequest, { path: string }>,
    patch: WorkbookPatch,
  ): ReturnType<Workbench['copy']> {
    if ('copyOf' in wanted) return workbench.copy(wanted.copyOf, patch);
    if ('sheets' in wanted) return workbench.create(wanted.sheets, patch);
    return workbench.save(new Uint8Array(Buffer.from(wanted.file, 'base64')), patch);
  }
}

/** The person at the page owns every cell they change. */
function ownedPatch({ edits, appends }: SaveRequest['patch']): WorkbookPatch {
  return { edits: edits.map((edit) => ({ ...edit, owned: true })), appends };
}

function answer(reply: FastifyReply, result: Result<unknown, FileProblem> | null): FastifyReply {
  if (result === null) return refuse(reply, 'The folder holds no such workbook (any more).');
  if (!result.ok) return sendProblem(reply, result.error);
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(result.value));
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
