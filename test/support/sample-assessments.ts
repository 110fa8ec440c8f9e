import type { ContentAction, TemplateContent } from '#engine/contract/model/template';
import { defaultGroupName } from '#engine/contract/model/vocabulary';
import type { Engine } from '#engine/main';
import { contentOf, importContent } from './test-organisation.ts';

export const backups = 'Take backups of business data every day';
export const restore = 'Restore a sample backup every quarter';
const mfa = 'Require multi-factor authentication for administrators';
const screenLock = 'Remind people to lock their screens';
const points: Readonly<Record<string, number>> = { [mfa]: 5, [backups]: 4, [restore]: 3, [screenLock]: 1 };

/** Two small assessments of one group that share actions, each with its workbook in the folder. */
export async function openSamples({ organisation, useCases }: Engine): Promise<void> {
  for (const content of [baseline, privacy]) {
    const title = content.name ?? '';
    const caller = (what: string) => ({ actor: 'engine', channel: 'system', command: `${what}:${title}` }) as never; // ids of the alphabet
    const template = await importContent(organisation, content, caller('import'));
    const opened = await useCases.openAssessment(
      { title, template, product: null, group: { name: defaultGroupName }, copyFrom: null, inScopeServices: null },
      caller('open'),
    );
    if (!opened.ok) throw new Error(opened.error.message);
  }
}

function sample(name: string, controls: Readonly<Record<string, readonly string[]>>): TemplateContent {
  const content = contentOf(name, controls);
  const actions = content.actions.map((action): ContentAction => ({ ...action, points: points[action.title] ?? 9 }));
  return { ...content, actions };
}

const baseline = sample('Sample Security Baseline', {
  'SD-01': [mfa, backups],
  'SD-02': [backups, restore, screenLock],
  'PD-01': [restore, screenLock],
  'PD-02': [screenLock],
});
const privacy = sample('Sample Privacy Check', { 'PR-01': [mfa], 'PR-02': [backups, restore] });
