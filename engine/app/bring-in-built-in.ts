import type { AssessmentId, GroupId, TemplateId } from '../contract/model/ids.ts';
import type { Template } from '../contract/model/template.ts';
import { defaultGroupName } from '../contract/model/vocabulary.ts';
import type { Draft } from '../domain/journal/draft.ts';
import { type Arrival, approvalOf } from '../domain/organisation/approve-template.ts';
import { createAssessment } from '../domain/organisation/create-assessment.ts';
import { assessmentsOf, documentRef, putDocument, templateOf, templatesOf } from '../domain/organisation/documents.ts';
import { ok } from '../domain/result.ts';
import type { ReadImage } from '../domain/state/image.ts';
import type { BuiltInLibrary } from '../domain/templates/built-in.ts';
import { type BuiltInPlan, planBuiltIn } from '../domain/templates/plan-built-in.ts';
import { putPlan, templateLibrary } from './import-template.ts';
import type { Organisation } from './organisation.ts';
import type { Ids } from './ports.ts';
import { engineUser } from './write-as-engine.ts';

/** The assessments every organisation begins with, all in the Default Group. */
export const defaultAssessments = [
  { title: 'Office 365 ISO 27001', template: 'iso-27001-2013' as TemplateId }, // ids of the alphabet, as below
  { title: 'Office 365 NIST 800-53', template: 'nist-800-53r4' as TemplateId },
  { title: 'Office 365 GDPR', template: 'gdpr' as TemplateId },
] as const;

/**
 * Adds what the program ships and the organisation lacks, in one atomic command; an organisation that has nothing yet
 * gets the default assessments with it, whose workbooks are then pending.
 */
export async function bringInBuiltIn(organisation: Organisation, builtIn: BuiltInLibrary): Promise<void> {
  const { core, ids, log } = organisation;
  const result = await core.execute<BuiltInPlan, never>({
    meta: organisation.meta(`built-in:${ids.next()}`, engineUser, 'system'),
    decide: (draft) => {
      // Asked of the draft: another engine that starts at the same time may have brought it in.
      const { image } = draft;
      const isFirst = templatesOf(image).length === 0 && assessmentsOf(image).length === 0;
      const plan = planOn(image, organisation, builtIn);
      const brought = plan.templates.map((template) => ({ template, arrival: pendingArrival(image, template) }));
      putPlan(image, draft.emit, { ...plan, template: null });
      for (const { template, arrival } of brought) {
        putPlan(image, draft.emit, { template, actions: [], owners: [], dimensions: [] }, arrival);
      }
      if (isFirst) openDefaultAssessments(draft, ids);
      return ok(plan);
    },
    recall: () => {
      throw new Error('The id of a command came twice');
    },
  });
  if (!result.ok) throw new Error(result.error.message);
  const { notes, templates } = result.value;
  for (const note of notes) log.warn(note);
  for (const { name, version } of templates) log.info('A built-in template was brought in', { name, version });
}

/** Own changes that nobody has approved yet come again on top of a new version as whoever brought them in had them. */
function pendingArrival(image: ReadImage, { id, status }: Template): Arrival | null {
  if (status === 'Approved') return null;
  const newest = templateOf(image, id);
  const imported = newest === null ? null : approvalOf(image, newest).imported;
  return imported === null ? null : { ...imported, approved: false };
}

function planOn(image: ReadImage, { digest }: Organisation, builtIn: BuiltInLibrary): BuiltInPlan {
  return planBuiltIn(builtIn, templateLibrary(image), (id, version) => templateOf(image, id, version), digest);
}

function openDefaultAssessments(draft: Draft, ids: Ids): void {
  let group: GroupId | null = null;
  for (const { title, template } of defaultAssessments) {
    if (templateOf(draft.image, template) === null) continue;
    const id = ids.next() as AssessmentId; // of the id alphabet by the port's contract, as the group's
    const opened = createAssessment(draft, {
      ...{ id, title, template, product: 'Office 365', inScopeServices: null },
      group:
        group === null
          ? { kind: 'new', id: ids.next() as GroupId, name: defaultGroupName, copyFrom: null }
          : { kind: 'existing', id: group },
    });
    if (!opened.ok) throw new Error(opened.error.message); // a bug: nothing stands in their way yet
    group = opened.value.group;
    putDocument<'pending'>(draft.emit, documentRef('pending', id), { kind: 'workbook', assessment: id });
  }
}
