import assert from 'node:assert/strict';
import { pushChanges } from '#engine/app/push-changes';
import type { SecureScoreSource, SourceProblem } from '#engine/app/secure-score/ports';
import {
  createSecureScore,
  type SecureScoreProblem,
  type SecureScoreUseCases,
} from '#engine/app/secure-score/secure-score';
import type { Assessment } from '#engine/contract/model/assessment';
import type { ChangeSet } from '#engine/contract/model/change';
import { changeSet } from '#engine/contract/model/change';
import type { FieldValue } from '#engine/contract/model/field';
import { type ActionId, groupPartition, recordRef } from '#engine/contract/model/ids';
import { type Automation, defaultSecureScore, type SecureScoreSettings } from '#engine/contract/model/secure-score';
import { documentsOf } from '#engine/domain/organisation/documents';
import { fieldValueOf } from '#engine/domain/reconcile/decide-changes';
import { err, ok, type Result } from '#engine/domain/result';
import type { SecureScoreReading } from '#engine/domain/secure-score/observe';
import { createMemoryStore, type MemoryStore } from '#test/support/memory-evidence';
import {
  ann,
  contentOf,
  createTestOrganisation,
  importContent,
  type TestOrganisation,
} from '#test/support/test-organisation';

/** A control as the source has it: points of points, and the state somebody has set there. */
export type PlayedControl = { readonly score?: number; readonly max?: number; readonly state?: string };

export type PlayedSource = SecureScoreSource & {
  /** What the next readings say. */
  say(controls: Readonly<Record<string, PlayedControl>>, gaps?: readonly string[]): void;
  fail(problem: SourceProblem | null): void;
  /** The next readings wait until the returned function is called. */
  hold(): () => void;
  readings(): number;
};

export function createPlayedSource(): PlayedSource {
  let reading: SecureScoreReading = { source: 'Played', scoreDate: null, scores: [], profiles: [], gaps: [] };
  let problem: SourceProblem | null = null;
  let gate: Promise<void> = Promise.resolve();
  let readings = 0;
  return {
    name: 'Played',
    say(controls, gaps = []) {
      const all = Object.entries(controls);
      reading = {
        source: 'Played',
        scoreDate: '2026-01-01T00:00:00Z',
        scores: all.flatMap(([control, { score }]) =>
          score === undefined ? [] : [{ control, score, percent: null, detail: null, lastSynced: null }],
        ),
        profiles: all.map(([control, { max = 10, state = 'Default' }]) => ({
          ...{ control, title: `Title of ${control}`, max, state },
        })),
        gaps,
      };
    },
    fail(next) {
      problem = next;
    },
    hold() {
      let open = (): void => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return open;
    },
    readings: () => readings,
    async read() {
      readings += 1;
      await gate;
      return problem === null ? ok(reading) : err(problem);
    },
  };
}

/** An organisation in memory whose actions Patch and Train name the controls PatchAll and TrainAll; Review names none. */
export type PlayedScore = {
  readonly test: TestOrganisation;
  readonly source: PlayedSource;
  readonly secureScore: SecureScoreUseCases;
  readonly contents: MemoryStore;
  readonly assessment: Assessment;
  action(title: string): ActionId;
  value(title: string, field: string, assessment?: Assessment): FieldValue;
  /** What somebody types; the code of the refusal, or the outcome. */
  type(title: string, field: string, value: FieldValue): Promise<string>;
  set(settings: Partial<SecureScoreSettings> | Automation): Promise<void>;
  sync(): Promise<void>;
};

export async function openPlayedScore(): Promise<PlayedScore> {
  const test = await createTestOrganisation();
  const { organisation } = test;
  const content = contentOf('Mail', { 'C-1': ['Patch', 'Train'], 'C-2': ['Review'] });
  const controls: Readonly<Record<string, string>> = { Patch: 'PatchAll', Train: 'TrainAll' };
  const actions = content.actions.map((one) => ({ ...one, secureScoreControl: controls[one.title] ?? null }));
  const template = await importContent(organisation, { ...content, actions }, test.caller());
  const assessment = await test.open('Mail', template);
  const source = createPlayedSource();
  const contents = createMemoryStore();
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const secureScore = createSecureScore(organisation, contents, { source, encode });
  const action = (title: string): ActionId => {
    const found = documentsOf(organisation.core.image, 'action').find((one) => one.title === title);
    assert.ok(found !== undefined);
    return found.id;
  };
  const partitionOf = ({ group }: Assessment) => organisation.partition(groupPartition(group));
  let sent = 0;
  return {
    ...{ test, source, secureScore, contents, assessment, action },
    value(title, field, of = assessment) {
      const image = partitionOf(of)?.image;
      assert.ok(image !== undefined);
      return fieldValueOf(image, recordRef(action(title)), field);
    },
    async type(title, field, value) {
      const partition = partitionOf(assessment);
      assert.ok(partition !== null && partition !== undefined);
      sent += 1;
      const change = { entity: recordRef(action(title)), field, value, base: partition.image.position };
      const set: ChangeSet = changeSet.parse({
        ...{ id: `typed-${sent}`, partition: partition.id, epoch: partition.image.epoch, changes: [change] },
      });
      const pushed = await pushChanges(organisation, set, ann, 'api');
      assert.ok(pushed.ok);
      const [verdict] = pushed.value;
      assert.ok(verdict !== undefined);
      return verdict.outcome === 'refused' ? verdict.code : verdict.outcome;
    },
    async set(settings) {
      const given = typeof settings === 'string' ? { automation: settings } : settings;
      answered(await secureScore.change({ ...defaultSecureScore, ...given }, test.caller()));
    },
    async sync() {
      answered(await secureScore.sync(test.caller()));
    },
  };
}

/** Has Secure Score keep an own action of an organisation, whose control has all its points from now on. */
export async function keepBySecureScore(test: TestOrganisation, action: ActionId): Promise<SecureScoreUseCases> {
  const source = createPlayedSource();
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const secureScore = createSecureScore(test.organisation, createMemoryStore(), { source, encode });
  answered(await secureScore.automate(action, { control: 'PatchAll' }, test.caller()));
  answered(await secureScore.change({ ...defaultSecureScore, automation: 'all' }, test.caller()));
  source.say({ PatchAll: { score: 10 } });
  answered(await secureScore.sync(test.caller()));
  return secureScore;
}

/** What was answered; fails on a refusal. */
export function answered<T>(result: Result<T, SecureScoreProblem>): T {
  if (!result.ok) assert.fail(`${result.error.code}: ${result.error.message}`);
  return result.value;
}
