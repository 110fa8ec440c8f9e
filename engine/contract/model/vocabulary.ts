/** Closed word lists, exactly as people read them in cells. The order is the order of the drop-downs. */

export const implementationStatuses = [
  'Not Implemented',
  'Implemented',
  'Alternative Implementation',
  'Planned',
  'Not in Scope',
] as const;
export type ImplementationStatus = (typeof implementationStatuses)[number];

export const testResults = [
  'Not Assessed',
  'Passed',
  'Failed-Low Risk',
  'Failed-Medium Risk',
  'Failed-High Risk',
  'Not in Scope',
] as const;
export type TestResult = (typeof testResults)[number];

export const actionTypes = ['Documentation', 'Operational', 'Technical'] as const;
export const actionCategories = ['Compliance', 'Privacy', 'Security'] as const;

export const actionPurposes = ['Preventative', 'Detective', 'Corrective'] as const;
export type ActionPurpose = (typeof actionPurposes)[number];

export const actionEnforcements = ['Mandatory', 'Discretionary'] as const;
export type ActionEnforcement = (typeof actionEnforcements)[number];

/** Who carries a control or an action: the cloud provider, the customer, or (controls only) both. */
export const responsibilities = ['customer', 'provider', 'shared'] as const;
export type Responsibility = (typeof responsibilities)[number];

export const controlStates = ['Passed', 'Failed', 'None', 'Out of scope', 'In progress'] as const;
export type ControlState = (typeof controlStates)[number];

export const assessmentStates = ['Complete', 'Incomplete', 'None', 'In progress'] as const;
export type AssessmentState = (typeof assessmentStates)[number];

/** The way an edit came in. */
export const channels = ['pane', 'file', 'api', 'cli', 'system'] as const;
export type Channel = (typeof channels)[number];

/** How an open conflict or a held batch is settled: the value in place stays, the other is taken, or a third is typed. */
export const decisions = ['keep', 'take', 'other'] as const;
export type Decision = (typeof decisions)[number];

export const templateStatuses = ['Imported', 'Pending Approval', 'Approved'] as const;
export type TemplateStatus = (typeof templateStatuses)[number];

export const defaultGroupName = 'Default Group';

/** Points of an action whose source states none: those of Preventative Discretionary. */
export const defaultActionPoints = 9;

/** What stands where nobody has attested what a provider action asks for. */
export const noAttestation = 'No attestation recorded';

/** What a recorded attestation is made of, and the column it is taken from. */
export const attestationTargets = ['action', 'control', 'result', 'tester', 'testDate', 'notes', 'statement'] as const;
export type AttestationTarget = (typeof attestationTargets)[number];

/** What a control or action is made of, and the column it is taken from. */
export const mappingTargets = [
  'controlId',
  'controlTitle',
  'controlFamily',
  'controlDescription',
  'controlParent',
  'responsibility',
  'articleId',
  'link',
  'actionTitle',
  'actionDescription',
  'actionPoints',
  'actionType',
  'actionOwner',
] as const;
export type MappingTarget = (typeof mappingTargets)[number];
