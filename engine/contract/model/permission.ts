import type { AssessmentId, UserId } from './ids.ts';

/** The roles, in rising order: each holds what the one before it holds. */
export const roles = ['reader', 'contributor', 'assessor', 'administrator', 'portal-admin'] as const;
export type Role = (typeof roles)[number];

/** Roles a person can have for one assessment alone. */
export const assessmentRoles = ['reader', 'contributor', 'assessor', 'administrator'] as const;
export type AssessmentRole = (typeof assessmentRoles)[number];

export const roleNames: Readonly<Record<Role, string>> = {
  reader: 'Reader',
  contributor: 'Contributor',
  assessor: 'Assessor',
  administrator: 'Administrator',
  'portal-admin': 'Portal Admin',
};

/** What a person may be allowed to do; every request, message and cell needs exactly one of these. */
export const permissions = [
  'read-data',
  'edit-data',
  'edit-test-results',
  'manage-assessments',
  'manage-master-data',
  'manage-users',
  'global-administration',
] as const;
export type Permission = (typeof permissions)[number];

export const permissionNames: Readonly<Record<Permission, string>> = {
  'read-data': 'Read data',
  'edit-data': 'Edit data',
  'edit-test-results': 'Edit test results',
  'manage-assessments': 'Manage assessments',
  'manage-master-data': 'Manage master data',
  'manage-users': 'Manage users',
  'global-administration': 'Global administration',
};

/** `default-open`: a permission is everybody's until its role is filled. `strict`: nobody has anything without a role. */
export const accessModes = ['default-open', 'strict'] as const;
export type AccessMode = (typeof accessModes)[number];

/** What an access token for scripts is good for: never for more than its owner may do. */
export const tokenScopes = ['read', 'edit', 'admin'] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** Somebody is in a role, for the whole organisation. */
export type Membership = { readonly role: Role; readonly user: UserId };

/** Somebody has a role for one assessment. It adds to what they may do and closes nothing for others. */
export type Grant = { readonly assessment: AssessmentId; readonly user: UserId; readonly role: AssessmentRole };

/** An access token for scripts. Its text is shown once; what is kept is its digest. */
export type AccessToken = {
  readonly id: string;
  readonly user: UserId;
  /** What its owner calls it. */
  readonly name: string;
  readonly scope: TokenScope;
  /** SHA-256 of the text, in hex. */
  readonly digest: string;
  readonly created: string;
  readonly expires: string;
};

/** One step of a change to who may do what; steps of one request are made together or not at all. */
export type AccessChange =
  | { readonly kind: 'add'; readonly role: Role; readonly user: UserId }
  | { readonly kind: 'remove'; readonly role: Role; readonly user: UserId }
  /** Replaces what role the person has for this assessment; null takes it away. */
  | {
      readonly kind: 'grant';
      readonly assessment: AssessmentId;
      readonly user: UserId;
      readonly role: AssessmentRole | null;
    }
  | { readonly kind: 'mode'; readonly mode: AccessMode }
  /** Without an active account somebody may do nothing; their roles stay filled, so that nothing opens for others. */
  | { readonly kind: 'account'; readonly user: UserId; readonly active: boolean };

/** Who asks: a person, and how far the token they came with reaches; null for one who signed in themselves. */
export type Who = { readonly user: UserId; readonly scope: TokenScope | null };
