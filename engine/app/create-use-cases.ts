import type { AssessmentId, WorkbookId } from '../contract/model/ids.ts';
import type { Score } from '../contract/model/score.ts';
import type { Template } from '../contract/model/template.ts';
import { newestVersion } from '../domain/organisation/accept-update.ts';
import { approvalOf } from '../domain/organisation/approve-template.ts';
import {
  actionOf,
  approvedOf,
  assessmentOf,
  assessmentsOf,
  documentsOf,
  settingsOf,
  templateOf,
  templatesOf,
} from '../domain/organisation/documents.ts';
import { projectReport } from '../domain/report/project-report.ts';
import { err, ok } from '../domain/result.ts';
import { projectWorkbook } from '../domain/sheets/project.ts';
import { projectFormat } from '../domain/templates/export/project-format.ts';
import { starterWorkbook } from '../domain/templates/export/starter-workbook.ts';
import { templateToContent } from '../domain/templates/template-to-content.ts';
import { createAccessTokens } from './access-tokens.ts';
import { createActionLibrary } from './action-library.ts';
import { createActivity } from './activity/activity.ts';
import { activityCsv, activityWorkbook } from './activity/activity-file.ts';
import { viewAssessment } from './assessment-view.ts';
import { activate, archive, deletionPreview, nameGroup, openAssessment, remove } from './assessments.ts';
import { createAttestations } from './attestations.ts';
import { changeSettings } from './change-settings.ts';
import { changesSince } from './changes-since.ts';
import { createEvidence } from './evidence/evidence.ts';
import type { EvidenceParts } from './evidence/evidence-parts.ts';
import { createGate } from './gate.ts';
import { createTemplateImports, templateLibrary } from './import-template.ts';
import { createNotifications } from './notify/notifications.ts';
import type { Organisation } from './organisation.ts';
import { createOrganisationLists } from './organisation-lists.ts';
import type { AttestationFiles, TemplateFiles, WorkbookFiles } from './ports.ts';
import { createPrivacy } from './privacy/privacy.ts';
import { createProvisioning } from './provisioning.ts';
import { pushChanges } from './push-changes.ts';
import type { RecentEntries } from './recent-entries.ts';
import { relatedControls } from './related-controls.ts';
import { createRoles } from './roles.ts';
import type { Scores } from './scores.ts';
import { createSecureScore, type SecureScoreReader } from './secure-score/secure-score.ts';
import { settleConflict } from './settle-conflict.ts';
import { exportTemplate } from './template-export.ts';
import { createTemplateLifecycle } from './template-lifecycle.ts';
import { acceptForGroup, previewUpdates } from './template-updates.ts';
import type { AssessmentSummary, TemplateSummary, UseCases } from './use-cases.ts';
import type { WorkbookFolder } from './workbook-folder.ts';
import { createWorkflow } from './workflow/workflow.ts';

export type UseCaseParts = {
  readonly organisation: Organisation;
  readonly scores: Scores;
  readonly recent: RecentEntries;
  readonly files: WorkbookFiles;
  readonly templates: TemplateFiles;
  readonly attestations: AttestationFiles;
  readonly evidence: Omit<EvidenceParts, 'organisation'>;
  /** Left out where nothing is configured. */
  readonly secureScore?: SecureScoreReader;
  /** Where people reach the engine, without a slash at the end. */
  readonly address?: string;
  /** Whether other systems may be told at private addresses; not where it is left out. */
  readonly privateWebhooks?: boolean;
  /** Null when no folder is watched. */
  readonly folder: { readonly root: string; readonly workbooks: WorkbookFolder } | null;
  readonly version: string;
};

export function createUseCases(parts: UseCaseParts): UseCases {
  const { organisation, scores, files, folder } = parts;
  const { core } = organisation;
  const gate = createGate(organisation);
  const imports = createTemplateImports(organisation, parts.templates);
  const view = (id: AssessmentId) => viewAssessment(parts, id, organisation.ids.next() as WorkbookId); // of the id alphabet by the port's contract

  return {
    imports,
    lifecycle: createTemplateLifecycle(organisation),
    lists: createOrganisationLists(organisation),
    library: createActionLibrary(organisation),
    activity: createActivity(organisation, gate),
    async activityFile(lines, format) {
      const now = organisation.clock.now();
      const content = format === 'csv' ? activityCsv(lines) : await files.render(activityWorkbook(lines, now));
      return { name: `Activity ${now.slice(0, 10)}.${format}`, content };
    },
    attestations: createAttestations(organisation, parts.attestations),
    evidence: createEvidence({ organisation, ...parts.evidence }),
    secureScore: createSecureScore(organisation, parts.evidence.store, parts.secureScore ?? null),
    workflow: createWorkflow(organisation),
    privacy: createPrivacy(organisation),
    notifications: createNotifications(organisation, gate, parts.privateWebhooks ?? false),
    async status() {
      const partitions = organisation.partitions();
      return {
        organisation: organisation.id,
        version: parts.version,
        folder: folder?.root ?? null,
        partitions: partitions.map(({ image }) => ({
          partition: image.partition,
          epoch: image.epoch,
          position: image.position,
        })),
        templates: templatesOf(core.image).length,
        groups: documentsOf(core.image, 'group').length,
        assessments: documentsOf(core.image, 'assessment').length,
        openConflicts: partitions.reduce((sum, { image }) => sum + [...image.conflicts()].length, 0),
        files: folder?.workbooks.states() ?? [],
      };
    },
    templates: () => templatesOf(core.image).map((template) => summarizeTemplate(organisation, template)),
    template: (id, version) => templateOf(core.image, id, version),
    templateSummary(id) {
      const template = templateOf(core.image, id);
      return template === null ? null : summarizeTemplate(organisation, template);
    },
    templateFile: (id, version) => exportTemplate(core.image, id, version ?? null),
    async templateWorkbook(id, format) {
      const template = templateOf(core.image, id);
      if (template === null) return null;
      const content = templateToContent(template, templateLibrary(core.image));
      const bytes = await files.render(projectFormat(content, format, organisation.clock.now()));
      return { name: `${template.name}.xlsx`, bytes };
    },
    starterWorkbook: async () => ({
      name: 'New template.xlsx',
      bytes: await files.render(starterWorkbook(organisation.clock.now())),
    }),
    async groups() {
      return Promise.all(
        documentsOf(core.image, 'group').map(async (group) => ({
          ...group,
          score: (await scores.explainGroup(group.id)) ?? noScore,
          assessments: await Promise.all(
            assessmentsOf(core.image, group.id).map(async (assessment): Promise<AssessmentSummary> => {
              const score = await scores.assessment(assessment.id);
              return {
                ...assessment,
                score: score?.total() ?? noScore,
                update: newestVersion(core.image, assessment),
                state: score?.state() ?? 'None',
                progress: score?.progress() ?? { customer: nothing, provider: nothing },
              };
            }),
          ),
        })),
      );
    },
    async openAssessment(request, caller) {
      const result = await openAssessment(organisation, request, caller);
      if (result.ok) await folder?.workbooks.place(result.value.id);
      return result;
    },
    renameGroup: (id, name, caller) => nameGroup(organisation, id, name, caller),
    archive: (id, caller) => archive(organisation, id, caller),
    activate: (id, caller) => activate(organisation, id, caller),
    deletionPreview: (id) => deletionPreview(organisation, id),
    remove: (id, caller) => remove(organisation, id, caller),
    updates: (group) => previewUpdates(organisation, group),
    acceptUpdates: (group, template, caller) => acceptForGroup(organisation, group, template, caller),
    view,
    related(id, wanted) {
      const assessment = assessmentOf(core.image, id);
      if (assessment === null) return err({ code: 'unknown-assessment', message: 'There is no such assessment.' });
      const template = templateOf(core.image, assessment.template, assessment.templateVersion);
      const control = template?.controls.find((one) => one.id === wanted);
      if (control === undefined) return err({ code: 'unknown-control', message: `It has no control ${wanted}.` });
      return ok(relatedControls(organisation, assessment, control));
    },
    async workbook(id, editable) {
      const shown = await view(id);
      if (shown === null) return null;
      return { name: `${shown.assessment.title}.xlsx`, bytes: await files.render(projectWorkbook(shown, editable)) };
    },
    async report(id) {
      const shown = await view(id);
      if (shown === null) return null;
      return { name: `${shown.assessment.title} report.xlsx`, bytes: await files.render(projectReport(shown)) };
    },
    pushChanges: (set, { actor, channel, scope }) => pushChanges(organisation, set, actor, channel, scope),
    changesSince: (cursor, limit) => changesSince(organisation, cursor, limit),
    conflicts: () =>
      organisation
        .partitions()
        .flatMap(({ id, image }) => [...image.conflicts()].map((conflict) => ({ ...conflict, partition: id }))),
    settle: (partition, resolution, { command, actor, channel, scope }) =>
      settleConflict(organisation, partition, command, resolution, actor, channel, scope),
    explain: async (subject) => {
      if (subject === 'organisation') return scores.explainOrganisation();
      return 'group' in subject ? scores.explainGroup(subject.group) : scores.explainAssessment(subject.assessment);
    },
    settings: () => settingsOf(core.image),
    changeSettings: (settings, caller) => changeSettings(organisation, settings, caller),
    people: () => organisation.directory.all(),
    organisation: organisation.id,
    roles: createRoles(organisation),
    tokens: createAccessTokens(organisation),
    provisioning: createProvisioning(organisation),
    gate,
    listen: organisation.listen,
  };
}

const nothing = { assessed: 0, total: 0 };
const noScore: Score = { achieved: 0, possible: 0, percent: null };

function summarizeTemplate(organisation: Organisation, template: Template): TemplateSummary {
  const controls = template.controls.filter((control) => !control.disabled);
  const cited = controls.flatMap((control) => control.actions.map(({ action }) => action));
  const points = (id: (typeof cited)[number]): number => {
    const action = actionOf(organisation.core.image, id);
    return action?.responsibility === 'customer' && !action.disabled ? action.points : 0;
  };
  const { id, name, version, products, certification, status, archived, locked } = template;
  return {
    ...{ id, name, version, products, certification, status, archived, locked },
    approved: approvedOf(organisation.core.image, id)?.version ?? null,
    approval: approvalOf(organisation.core.image, template),
    families: new Set(controls.map(({ family }) => family)).size,
    customerControls: controls.filter(({ responsibility }) => responsibility !== 'provider').length,
    providerControls: controls.filter(({ responsibility }) => responsibility !== 'customer').length,
    actions: new Set(cited).size,
    maximumScore: cited.reduce((sum, action) => sum + points(action), 0),
  };
}
