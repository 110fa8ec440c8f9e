import { viewAssessment } from '#engine/app/assessment-view';
import { createGate } from '#engine/app/gate';
import type { Letter, MailProblem, MailSender, WebhookSender } from '#engine/app/notify/ports';
import { type Notifying, startNotifying } from '#engine/app/notify/start-notifying';
import { worded } from '#engine/app/notify/words';
import { pushChanges } from '#engine/app/push-changes';
import { assign } from '#engine/app/workflow/assign';
import type { Assessment } from '#engine/contract/model/assessment';
import { changeSet } from '#engine/contract/model/change';
import type { FieldValue } from '#engine/contract/model/field';
import { type ActionId, recordRef, type UserId, type WorkbookId } from '#engine/contract/model/ids';
import { noticesOf } from '#engine/domain/notify/books';
import { err, ok } from '#engine/domain/result';
import { addPeople } from '#test/support/access-builders';
import { createTestOrganisation, type TestOrganisation } from '#test/support/test-organisation';

export type Posted = {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
};

export type NotifyBench = {
  readonly test: TestOrganisation;
  readonly one: Assessment;
  readonly letters: Letter[];
  readonly posted: Posted[];
  /** What the mail server and the other systems answer with; null for thanks. */
  readonly answers: { mail: MailProblem | null; hook: string | null };
  action(title: string): ActionId;
  push(user: string, title: string, fields: Readonly<Record<string, FieldValue>>): Promise<void>;
  assign(user: string, title: string, to: string | null, message?: string): Promise<void>;
  /** Titles of somebody's notices, newest first. */
  titles(user: string): readonly string[];
  start(): Promise<Notifying>;
};

/** One assessment with the actions Patch and Train; people are adam, tess and olga. Nothing is told before `start`. */
export async function createNotifyBench(test?: TestOrganisation): Promise<NotifyBench> {
  const made = test ?? (await createTestOrganisation());
  const { organisation } = made;
  await addPeople(made, 'adam', 'tess', 'olga');
  const one = await made.open('One', await made.template('One', { 'C-1': ['Patch', 'Train'] }));
  const view = await viewAssessment(made, one.id, 'wb' as WorkbookId);
  const letters: Letter[] = [];
  const posted: Posted[] = [];
  const answers: NotifyBench['answers'] = { mail: null, hook: null };
  const mail: MailSender = {
    async send(letter) {
      if (answers.mail !== null) return err(answers.mail);
      letters.push(letter);
      return ok(null);
    },
    close: () => {},
  };
  const webhooks: WebhookSender = {
    async post(message) {
      posted.push(message);
      return { status: answers.hook === null ? 200 : 500, problem: answers.hook };
    },
  };
  let commands = 0;
  const action = (title: string): ActionId => {
    const found = view?.actions.find((each) => each.title === title);
    if (found === undefined) throw new Error(`no action ${title}`);
    return found.id;
  };
  const gate = createGate(organisation);
  return {
    ...{ test: made, one, letters, posted, answers, action },
    async push(user, title, fields) {
      commands += 1;
      const partition = await organisation.group(one.group);
      const { epoch, position: base } = partition.image;
      const entity = recordRef(action(title));
      const changes = Object.entries(fields).map(([field, value]) => ({ entity, field, value, base }));
      const set = changeSet.parse({ id: `${user}:n${commands}`, partition: partition.id, epoch, changes });
      const result = await pushChanges(organisation, set, user as UserId, 'api');
      if (!result.ok) throw new Error(result.error.message);
    },
    async assign(user, title, to, message) {
      commands += 1;
      const result = await assign(
        organisation,
        { assessment: one.id, action: action(title) },
        { to: to as UserId | null, message: message ?? null, base: null },
        { actor: user as UserId, channel: 'api', command: `assign-${commands}` },
      );
      if (!result.ok) throw new Error(result.error.message);
    },
    titles(user) {
      const image = organisation.partition('notices' as never)?.image;
      const notices = image === undefined ? [] : noticesOf(image, user as UserId);
      return notices.map(({ happening }) => worded(organisation, happening).title);
    },
    start: () =>
      startNotifying({
        ...{ organisation, gate, scores: made.scores, mail, webhooks, address: 'https://controlbook.test' },
        sign: (secret, text) => `${secret} ${text.length}`,
      }),
  };
}
