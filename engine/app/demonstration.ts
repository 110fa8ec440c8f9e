import type { TemplateId } from '../contract/model/ids.ts';
import type { ContentAction, ContentControl, TemplateContent } from '../contract/model/template.ts';
import { defaultGroupName } from '../contract/model/vocabulary.ts';
import { ok } from '../domain/result.ts';
import { planImport } from '../domain/templates/plan-import.ts';
import type { AssessmentRequest } from './assessments.ts';
import { engineUser } from './finish-pending-work.ts';
import { putPlan, templateLibrary } from './import-template.ts';
import type { Organisation } from './organisation.ts';

/**
 * A first organisation to look at: two small templates that share actions, an assessment of each in the Default Group.
 * Ids, families, points and owners are those of the sample import workbook of the original product; the words are ours.
 */
export async function seedDemonstration(organisation: Organisation): Promise<readonly AssessmentRequest[]> {
  const { core, ids } = organisation;
  const seeded = await core.execute<readonly TemplateId[], never>({
    meta: organisation.meta('demonstration:templates', engineUser, 'system'),
    decide: (draft) =>
      ok(
        demonstrationTemplates.map((content) => {
          const source = { kind: 'built-in', file: null, sha256: null } as const;
          const choice = { kind: 'new', name: null, product: null, certification: null } as const;
          const plan = planImport(
            { content, places: {}, findings: [] },
            source,
            choice,
            templateLibrary(draft.image),
            ids.next,
          );
          if (plan.template === null)
            throw new Error(`The demonstration does not import: ${JSON.stringify(plan.findings)}`);
          putPlan(draft.image, draft.emit, plan);
          return plan.template.id;
        }),
      ),
    recall: () => [],
  });
  if (!seeded.ok) throw new Error(seeded.error.message);
  return seeded.value.map((template, index) => ({
    title: demonstrationTemplates[index]?.name ?? 'Demonstration',
    template,
    product: null,
    group: { name: defaultGroupName },
    copyFrom: null,
    inScopeServices: null,
  }));
}

function action(
  title: string,
  points: number,
  more: Partial<ContentAction> & { readonly text: string },
): ContentAction {
  const { text, ...rest } = more;
  return {
    title,
    points,
    descriptions: [{ title: 'Guidance', text }],
    responsibility: 'customer',
    type: 'Technical',
    category: 'Security',
    purpose: 'Preventative',
    enforcement: 'Mandatory',
    owners: ['Owner 1'],
    dimensions: [],
    parents: [],
    secureScoreControl: null,
    oldTitle: null,
    operation: null,
    ...rest,
  };
}

const backups = 'Take backups of business data every day';
const restore = 'Restore a sample backup every quarter';
const mfa = 'Require multi-factor authentication for administrators';
const screenLock = 'Remind people to lock their screens';

const actions: Readonly<Record<string, ContentAction>> = {
  [mfa]: action(mfa, 5, {
    text: 'Turn on a second factor for every account that can administer the service.\n* Check: sign in with a test administrator and see the second factor asked for.\n* Evidence: a screenshot of the policy with its scope.',
  }),
  [backups]: action(backups, 4, {
    text: 'Let a scheduled job copy business data to a place the service itself cannot delete.\n* Check: the newest copy is less than a day old.\n* Evidence: the job’s report of the last week.',
  }),
  [restore]: action(restore, 3, {
    purpose: 'Detective',
    enforcement: 'Discretionary',
    owners: ['Owner 2'],
    text: 'Pick a file at random, restore it to an empty folder and compare it with the original.\n* Evidence: date, file and outcome in a short note.',
  }),
  [screenLock]: action(screenLock, 1, {
    type: 'Operational',
    purpose: 'Corrective',
    enforcement: 'Discretionary',
    text: 'Send the reminder twice a year and answer the questions that come back.\n* Evidence: the message and the day it went out.',
  }),
};

function control(
  id: string,
  family: string,
  title: string,
  description: string,
  titles: readonly string[],
): ContentControl {
  return {
    id,
    title,
    family,
    parent: null,
    labels: [],
    statement: null,
    description,
    link: null,
    articleId: null,
    version: '3',
    disabled: false,
    responsibility: 'customer',
    statedPoints: null,
    oldId: null,
    operation: null,
    actions: titles.map((each) => ({ title: each, description: null })),
  };
}

function template(name: string, certification: string, controls: readonly ContentControl[]): TemplateContent {
  const cited = [...new Set(controls.flatMap((each) => each.actions.map(({ title }) => title)))];
  return {
    name,
    products: ['Cloud service'],
    certification,
    dimensions: [],
    inScopeServices: ['Mail', 'Files'],
    controls,
    actions: cited.flatMap((title) => actions[title] ?? []),
    owners: [
      { name: 'Owner 1', description: 'Service administrators' },
      { name: 'Owner 2', description: 'Internal audit' },
    ],
    dimensionList: [],
    acknowledgement: null,
  };
}

const demonstrationTemplates: readonly TemplateContent[] = [
  template('Sample Security Baseline', 'Sample Baseline', [
    control(
      'SD-01',
      'Sample Data',
      'Protect access and data',
      'Administrators sign in with more than a password, and business data survives the loss of a system.',
      [mfa, backups],
    ),
    control(
      'SD-02',
      'Sample Data',
      'Be able to go back',
      'Data can be brought back, and people know what they can do themselves.',
      [backups, restore, screenLock],
    ),
    control('PD-01', 'Pretend Data', 'Prove that copies work', 'Copies are tried out, not only made.', [
      restore,
      screenLock,
    ]),
    control(
      'PD-02',
      'Pretend Data',
      'Keep people attentive',
      'People are reminded of simple habits that keep strangers out.',
      [screenLock],
    ),
  ]),
  template('Sample Privacy Check', 'Sample Privacy', [
    control(
      'PR-01',
      'Access',
      'Limit who can read personal data',
      'Only administrators who need it reach personal data, and they prove who they are.',
      [mfa],
    ),
    control(
      'PR-02',
      'Continuity',
      'Keep personal data available',
      'Personal data can be restored in good time after an incident.',
      [backups, restore],
    ),
  ]),
];
