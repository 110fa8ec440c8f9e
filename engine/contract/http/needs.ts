import type { EndpointName } from '../http.ts';
import type { Permission } from '../model/permission.ts';

/**
 * What an endpoint asks of whoever calls it.
 *
 * - `nothing`: it is there before anybody has signed in.
 * - `signed-in`: everybody gets an answer, with what they may see of it.
 * - `each-change`: every change is judged by itself, by its field.
 * - `read-piece`, `edit-piece`: Read data, or Edit data, for any assessment that cites an action the evidence proves; the
 *   use case asks, because the address does not name it.
 * - A permission, for the whole organisation, or for the assessment, group or partition the address names: a role for
 *   one assessment counts there; of a group, one for each of its active assessments; of a partition, one for any.
 */
export type Need =
  | 'nothing'
  | 'signed-in'
  | 'each-change'
  | 'read-piece'
  | 'edit-piece'
  | { readonly permission: Permission; readonly of: 'organisation' | 'assessment' | 'group' | 'partition' };

function organisation(permission: Permission): Need {
  return { permission, of: 'organisation' };
}

function assessment(permission: Permission): Need {
  return { permission, of: 'assessment' };
}

function group(permission: Permission): Need {
  return { permission, of: 'group' };
}

/** Every endpoint has its line: one that is new does not compile without. */
export const needs: Readonly<Record<EndpointName, Need>> = {
  status: 'signed-in',
  people: 'signed-in',
  me: 'signed-in',
  settings: 'signed-in',
  changeSettings: organisation('manage-master-data'),

  identity: 'nothing',
  searchPeople: 'signed-in',
  access: organisation('manage-users'),
  importPeople: organisation('manage-users'),
  tokens: 'signed-in',
  createToken: 'signed-in',
  revokeToken: 'signed-in',
  previewAccess: organisation('manage-users'),
  changeAccess: organisation('manage-users'),
  exportPerson: organisation('manage-users'),
  reassignPerson: organisation('manage-users'),
  forgetPerson: organisation('manage-users'),

  templates: 'signed-in',
  template: organisation('manage-master-data'),
  inspectUpload: organisation('manage-master-data'),
  previewImport: organisation('manage-master-data'),
  previewCopy: organisation('manage-master-data'),
  markedUpload: organisation('manage-master-data'),
  commitImport: organisation('manage-master-data'),
  templateWorkbook: organisation('manage-master-data'),
  templateJson: organisation('manage-master-data'),
  templateSchema: 'signed-in',
  changeTemplate: organisation('manage-master-data'),
  publishTemplate: organisation('manage-master-data'),
  approveTemplate: organisation('manage-master-data'),
  rejectTemplate: organisation('manage-master-data'),
  approvalRule: 'signed-in',
  changeApprovalRule: organisation('manage-users'),
  starterWorkbook: organisation('manage-master-data'),
  mappings: organisation('manage-master-data'),
  saveMapping: organisation('manage-master-data'),

  dimensions: organisation('manage-master-data'),
  addDimension: organisation('manage-master-data'),
  changeDimension: organisation('manage-master-data'),
  deleteDimension: organisation('manage-master-data'),
  owners: organisation('manage-master-data'),
  addOwner: organisation('manage-master-data'),
  changeOwner: organisation('manage-master-data'),
  deleteOwner: organisation('manage-master-data'),
  actions: organisation('manage-master-data'),
  action: organisation('manage-master-data'),
  addAction: organisation('manage-master-data'),
  changeAction: organisation('manage-master-data'),
  deleteAction: organisation('manage-master-data'),

  attestations: organisation('read-data'),
  inspectAttestations: organisation('manage-master-data'),
  previewAttestations: organisation('manage-master-data'),
  commitAttestations: organisation('manage-master-data'),
  withdrawAttestation: organisation('manage-master-data'),

  groups: 'signed-in',
  renameGroup: group('manage-assessments'),
  updates: group('read-data'),
  acceptUpdates: group('manage-assessments'),
  openAssessment: organisation('manage-assessments'),
  assessment: assessment('read-data'),
  related: assessment('read-data'),
  history: assessment('read-data'),
  workbook: assessment('read-data'),
  report: assessment('read-data'),
  archiveAssessment: assessment('manage-assessments'),
  activateAssessment: assessment('manage-assessments'),
  deletionPreview: assessment('manage-assessments'),
  deleteAssessment: assessment('manage-assessments'),

  evidenceLimits: 'signed-in',
  dueEvidence: 'signed-in',
  assessmentEvidence: assessment('read-data'),
  uploads: 'signed-in',
  beginUpload: 'edit-piece',
  upload: 'signed-in',
  appendUpload: 'signed-in',
  finishUpload: 'edit-piece',
  abandonUpload: 'signed-in',
  linkEvidence: 'edit-piece',
  evidence: 'read-piece',
  evidenceContent: 'read-piece',
  attachEvidence: 'edit-piece',
  detachEvidence: 'edit-piece',
  removeEvidence: 'edit-piece',

  secureScore: organisation('read-data'),
  changeSecureScore: organisation('global-administration'),
  automateAction: organisation('manage-master-data'),
  syncSecureScore: organisation('manage-master-data'),

  workflowSettings: 'signed-in',
  changeWorkflowSettings: organisation('manage-master-data'),
  assignAction: assessment('edit-data'),
  comments: assessment('read-data'),
  addComment: assessment('read-data'),
  removeComment: assessment('read-data'),
  notices: 'signed-in',
  readNotices: 'signed-in',
  noticePreferences: 'signed-in',
  changeNoticePreferences: 'signed-in',
  alerts: 'signed-in',
  createAlert: 'signed-in',
  changeAlert: 'signed-in',
  deleteAlert: 'signed-in',
  webhooks: organisation('manage-master-data'),
  createWebhook: organisation('manage-master-data'),
  switchWebhook: organisation('manage-master-data'),
  deleteWebhook: organisation('manage-master-data'),
  deliveries: organisation('manage-master-data'),

  pushChanges: 'each-change',
  changesSince: { permission: 'read-data', of: 'partition' },
  conflicts: 'signed-in',
  settleConflict: 'each-change',

  activity: 'signed-in',
  exportActivity: 'signed-in',

  organisationScore: organisation('read-data'),
  groupScore: group('read-data'),
  assessmentScore: assessment('read-data'),
};
