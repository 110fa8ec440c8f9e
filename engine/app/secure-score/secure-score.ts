import type { ActionId } from '../../contract/model/ids.ts';
import type {
  AutomaticField,
  Observation,
  SecureScoreRun,
  SecureScoreSettings,
} from '../../contract/model/secure-score.ts';
import type { Action } from '../../contract/model/template.ts';
import { later } from '../../domain/fields/later.ts';
import { actionOf, documentRef, documentsOf, putDocument } from '../../domain/organisation/documents.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import {
  isAutomated,
  isSwitchedOn,
  keptFields,
  observationOf,
  secureScoreSettingsOf,
} from '../../domain/secure-score/automation.ts';
import { observationSentence } from '../../domain/secure-score/describe.ts';
import type { ReadImage } from '../../domain/state/image.ts';
import type { Caller } from '../assessments.ts';
import type { EvidenceStore } from '../evidence/ports.ts';
import type { Organisation } from '../organisation.ts';
import type { StoreProblem } from '../partition.ts';
import type { SecureScoreSource } from './ports.ts';
import type { RecordParts } from './record.ts';
import { beginRun, type RunRefusal, runsOf } from './runs.ts';
import { syncSecureScore } from './sync.ts';

/** An action that names a Secure Score control, and what is known of it. */
export type AutomatedAction = {
  readonly id: ActionId;
  readonly title: string;
  readonly control: string | null;
  readonly builtIn: boolean;
  /** Its own switch. */
  readonly on: boolean;
  /** Whether Secure Score keeps it, all in all. */
  readonly automated: boolean;
  /** What people cannot type while that is so. */
  readonly fields: readonly AutomaticField[];
  readonly seen: Observation | null;
  readonly sentence: string;
};

export type SecureScoreOverview = {
  readonly source: string | null;
  readonly settings: SecureScoreSettings;
  readonly nextRun: string | null;
  readonly runs: readonly SecureScoreRun[];
  readonly actions: readonly AutomatedAction[];
};

export type SecureScoreProblem =
  | StoreProblem
  | {
      readonly code:
        | 'unknown-action'
        | 'built-in-control'
        | 'no-secure-score-control'
        | 'secure-score-not-configured'
        | RunRefusal['code'];
      readonly message: string;
    };

export interface SecureScoreUseCases {
  overview(): SecureScoreOverview;
  change(settings: SecureScoreSettings, caller: Caller): Promise<Result<SecureScoreSettings, SecureScoreProblem>>;
  automate(action: ActionId, wish: AutomateWish, caller: Caller): Promise<Result<AutomatedAction, SecureScoreProblem>>;
  /** Reads now, and answers when it has ended. */
  sync(caller: Caller): Promise<Result<SecureScoreRun, SecureScoreProblem>>;
  /** Reads when the schedule says so; null when it does not yet, or another engine does. */
  syncWhenDue(): Promise<SecureScoreRun | null>;
}

/** What to change about an action; what is left out stays. */
export type AutomateWish = { readonly on?: boolean | undefined; readonly control?: string | null | undefined };

/** How Secure Score is read. */
export type SecureScoreReader = {
  readonly source: SecureScoreSource;
  readonly encode: RecordParts['encode'];
  /** Milliseconds between two readings whatever the settings say: for the demonstration. */
  readonly every?: number;
};

/** `reader` is null while nothing is configured. */
export function createSecureScore(
  organisation: Organisation,
  contents: EvidenceStore,
  reader: SecureScoreReader | null,
): SecureScoreUseCases {
  const { core, clock } = organisation;
  const interval = (): number => reader?.every ?? secureScoreSettingsOf(core.image).everyMinutes * 60_000;
  const run = ({ source, encode }: SecureScoreReader, begun: SecureScoreRun) =>
    syncSecureScore({ organisation, contents, encode }, source, begun);
  return {
    overview() {
      const settings = secureScoreSettingsOf(core.image);
      const runs = runsOf(core.image, clock.now());
      const [last] = runs;
      const isScheduled = reader !== null && settings.automation !== 'none';
      return {
        source: reader?.source.name ?? null,
        settings,
        nextRun: isScheduled && last !== undefined ? later(last.started, interval()) : null,
        runs,
        actions: documentsOf(core.image, 'action')
          .filter(
            ({ secureScoreControl, responsibility }) => secureScoreControl !== null && responsibility === 'customer',
          )
          .sort((a, b) => a.title.localeCompare(b.title, 'en'))
          .map((action) => automatedAction(core.image, action)),
      };
    },
    change: (settings, { command, actor, channel }) =>
      core.execute<SecureScoreSettings, never>({
        meta: organisation.meta(command, actor, channel),
        decide({ emit }) {
          putDocument<'securescore'>(emit, documentRef('securescore'), settings);
          return ok(settings);
        },
        recall: () => settings,
      }),
    automate: (id, wish, caller) => automate(organisation, id, wish, caller),
    async sync(caller) {
      if (reader === null) return err(notConfigured);
      const begun = await beginRun(organisation, reader.source.name, { kind: 'asked', caller });
      if (!begun.ok) return begun;
      return begun.value.state === 'running' ? run(reader, begun.value) : begun;
    },
    async syncWhenDue() {
      if (reader === null || secureScoreSettingsOf(core.image).automation === 'none') return null;
      const begun = await beginRun(organisation, reader.source.name, { kind: 'schedule', dueAfter: interval() });
      if (!begun.ok) return null; // not its time, or another is at it; a journal that takes nothing says so elsewhere
      const ended = await run(reader, begun.value);
      return ended.ok ? ended.value : null;
    },
  };
}

const notConfigured = {
  code: 'secure-score-not-configured',
  message:
    'Nobody has told the engine how to read Secure Score. Set CONTROLBOOK_GRAPH_TENANT, CONTROLBOOK_GRAPH_CLIENT and CONTROLBOOK_GRAPH_SECRET_FILE where it is started (docs/secure-score.md tells how), or try it with: controlbook start --demo-secure-score',
} as const;

function automatedAction(image: ReadImage, action: Action): AutomatedAction {
  const { id, title, secureScoreControl: control, shipped } = action;
  const seen = observationOf(image, id);
  const isCurrent = seen !== null && seen.control === control;
  return {
    ...{ id, title, control, builtIn: shipped !== null, on: isSwitchedOn(image, id) },
    automated: isAutomated(image, action),
    fields: keptFields(image, id),
    seen: isCurrent ? seen : null,
    sentence: isCurrent ? observationSentence(seen) : '',
  };
}

/** Switches an action, or names the control of an own one: what ships with the program knows its control. */
function automate(
  organisation: Organisation,
  id: ActionId,
  { on, control }: AutomateWish,
  { command, actor, channel }: Caller,
): Promise<Result<AutomatedAction, SecureScoreProblem>> {
  const { core } = organisation;
  const answer = (image: ReadImage): AutomatedAction => {
    const action = actionOf(image, id);
    if (action === null) throw new Error(`${id} was just there and is not any more`);
    return automatedAction(image, action);
  };
  return core.execute<AutomatedAction, SecureScoreProblem>({
    meta: organisation.meta(command, actor, channel),
    decide(draft) {
      const action = actionOf(draft.image, id);
      if (action === null || action.responsibility !== 'customer') {
        return err({ code: 'unknown-action', message: `There is no action ${id} that is yours to implement.` });
      }
      const next = control === undefined ? action.secureScoreControl : control;
      if (next !== action.secureScoreControl) {
        if (action.shipped !== null) {
          const message = `"${action.title}" came with the program and keeps the control it names. Make an action of your own for another.`;
          return err({ code: 'built-in-control', message });
        }
        putDocument<'action'>(draft.emit, documentRef('action', id), { ...action, secureScoreControl: next });
      }
      if (on === true && next === null) {
        const message = `"${action.title}" names no Secure Score control, so there is nothing to read. Name one with it.`;
        return err({ code: 'no-secure-score-control', message });
      }
      if (on !== undefined && on !== isSwitchedOn(draft.image, id)) {
        putDocument<'automated'>(draft.emit, documentRef('automated', id), { on });
      }
      return ok(answer(draft.image));
    },
    recall: (_, image) => answer(image),
  });
}
