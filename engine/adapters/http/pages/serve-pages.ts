import type { FastifyInstance } from 'fastify';
import type { GroupSummary, UseCases } from '../../../app/use-cases.ts';
import type { SignIn } from '../../../contract/http/access-endpoints.ts';
import type { ConflictView } from '../../../domain/sheets/view.ts';
import { openApiDocument } from '../openapi.ts';
import { docsPage } from './docs-page.ts';
import { indexPage } from './index-page.ts';
import { sendPage } from './send-page.ts';
import { signInPage } from './sign-in-page.ts';
import { style } from './style.ts';

/**
 * The pages a person reads: the overview, the interface's documentation and what they look like. Where people sign in, the
 * overview is the pane's: a page like this one has nobody's token.
 */
export function servePages(app: FastifyInstance, useCases: UseCases, signIn: SignIn): void {
  const document = openApiDocument();
  const documentText = JSON.stringify(document);
  app.get('/', async (_, reply) => {
    if (signIn.kind !== 'machine') return sendPage(reply, signInPage(signIn.issuer));
    const [status, groups] = await Promise.all([useCases.status(), useCases.groups()]);
    const conflicts = status.openConflicts === 0 ? [] : await openConflicts(useCases, groups);
    return sendPage(reply, indexPage({ status, groups, templates: useCases.templates(), conflicts }));
  });
  app.get('/style.css', (_, reply) => reply.type('text/css; charset=utf-8').send(style));
  app.get('/api/docs', (request, reply) =>
    sendPage(reply, docsPage(document, `${request.protocol}://${request.host}`)),
  );
  app.get('/api/openapi.json', (_, reply) => reply.type('application/json; charset=utf-8').send(documentText));
}

const shownConflicts = 20;
const viewsAtMost = 10;

/** Open conflicts in words. Only an assessment's view has the words, so a few are looked at until enough are found. */
async function openConflicts(useCases: UseCases, groups: readonly GroupSummary[]): Promise<readonly ConflictView[]> {
  const partitions = new Set<string>(useCases.conflicts().map(({ partition }) => partition));
  const inConflict = (group: string): boolean =>
    partitions.has(`group:${group}`) || partitions.has('org') || partitions.has('shared');
  const assessments = groups
    .filter(({ id }) => inConflict(id))
    .flatMap(({ assessments }) => assessments.filter(({ archived }) => archived === null));
  const found = new Map<string, ConflictView>();
  for (const { id } of assessments.slice(0, viewsAtMost)) {
    for (const conflict of (await useCases.view(id))?.conflicts ?? []) found.set(conflict.id, conflict);
    if (found.size >= shownConflicts) break;
  }
  return [...found.values()].slice(0, shownConflicts);
}
