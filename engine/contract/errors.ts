import { z } from 'zod';
import { verdict } from './model/change.ts';
import { permissions } from './model/permission.ts';

/**
 * Everything that can be refused, by code. A code never changes its meaning; the sentence beside it (`detail`) is for
 * people and may. Programs branch on the code alone. Values and files are refused by codes of their own rules as well
 * (`not-a-date`, `damaged` ...): a code that is not listed here says that what was sent cannot be taken as it is.
 */
export const errorTitles = {
  // The request itself
  malformed: 'The body is not JSON',
  invalid: 'The request does not fit the contract',
  'not-found': 'There is nothing at this address',
  'method-not-allowed': 'This address does not take this method',
  'unsupported-media-type': 'The body is of a kind this address does not take',
  'too-large': 'Too large',
  'too-many-requests': 'Too much at once',
  'request-timeout': 'The request took too long to arrive',
  'bad-request': 'The request is not HTTP as it should be',
  'unknown-host': 'The request names a host this engine does not serve',
  'foreign-origin': 'Another web site may not do this',
  'no-upgrade': 'This address takes no WebSocket',
  'protocol-version': 'The engine speaks another version of the protocol',
  'not-subscribed': 'The first message has to be a subscription',
  closing: 'The engine is being stopped',
  internal: 'Something went wrong in the engine',
  // The journal
  'read-only': 'The journal takes no more entries',
  'disk-full': 'The disk is full',
  unreachable: 'The database cannot be reached',
  stale: 'Another process writes to the same data',
  // Changes and conflicts
  'unknown-partition': 'There is no such partition',
  'unknown-epoch': 'The history is another one',
  'not-atomic': 'Not every change could be made, so none was',
  'unknown-conflict': 'The conflict is not open',
  'no-third-value': 'A held batch has no third value',
  'changed-meanwhile': 'The value has changed since',
  archived: 'The assessment is archived',
  // Groups and assessments
  'empty-name': 'A name is missing',
  'unknown-template': 'There is no such template',
  'template-closed': 'The template takes no new assessments',
  'unknown-product': 'The template does not assess this product',
  'unknown-group': 'There is no such group',
  'unknown-assessment': 'There is no such assessment',
  'unknown-control': 'The assessment has no such control',
  'duplicate-group': 'The name is taken',
  'duplicate-title': 'The title is taken',
  'duplicate-product-certification': 'The group has such an assessment already',
  'already-archived': 'The assessment is archived already',
  'not-archived': 'The assessment is not archived',
  // Approval of templates
  'wrong-status': 'The template is not at this step',
  'second-person': 'Somebody else has to approve it',
  'not-approved': 'The template is not approved',
  'template-archived': 'The template is archived',
  // Lists of the organisation
  'unknown-dimension': 'There is no such dimension',
  'duplicate-dimension': 'The dimension or value is there already',
  'unknown-owner': 'There is no such owner',
  'duplicate-owner': 'The owner is there already',
  'built-in': 'This came with the program and stays',
  'in-use': 'It is in use',
  'invalid-action': 'The action cannot be kept as it is',
  // Activity
  'too-many-lines': 'Too many lines for one file',
  // Attestations
  'unknown-action': 'There is no such action',
  // Imports
  'missing-file': 'The upload has no file',
  'unknown-preview': 'The preview is no longer there',
  'has-errors': 'The template has errors',
  'unknown-mapping': 'There is no such mapping',
  // Evidence
  'unknown-evidence': 'There is no such evidence',
  'unknown-version': 'There is no such version',
  'not-a-file': 'This evidence is a link',
  'last-action': 'It proves nothing else',
  'too-many-versions': 'Too many versions',
  'too-many-actions': 'Too many actions',
  'invalid-link': 'This is no address of a web page',
  'invalid-name': 'The file has no name',
  'invalid-title': 'This is no name for evidence',
  'empty-file': 'The file is empty',
  'refused-type': 'Files of this type are not taken',
  'unknown-upload': 'There is no such upload',
  'too-many-uploads': 'Too many uploads are under way',
  'wrong-offset': 'The bytes begin at the wrong place',
  'incomplete-upload': 'Bytes are missing',
  'broken-off': 'The bytes broke off',
  'too-many-bytes': 'More bytes came than were announced',
  'damaged-on-the-way': 'What arrived is not what was sent',
  'content-missing': 'The bytes are not in the store',
  'store-unavailable': 'The store of the evidence does not answer',
  'bad-range': 'The file has no such part',
  // Secure Score
  'built-in-control': 'The control of a built-in action stays',
  'no-secure-score-control': 'The action names no Secure Score control',
  'secure-score-not-configured': 'Secure Score is not configured',
  'secure-score-busy': 'Secure Score is being read already',
  // Workflow and notifications
  'unknown-comment': 'There is no such comment',
  'unknown-alert': 'There is no such alert rule',
  'invalid-alert': 'The alert rule cannot be kept as it is',
  'too-many-alerts': 'There are enough alert rules',
  'unknown-webhook': 'There is no such webhook',
  'too-many-webhooks': 'There are enough webhooks',
  // People and permissions
  unauthenticated: 'Sign in first',
  'identity-unavailable': 'Who you are cannot be checked right now',
  forbidden: 'You may not do this',
  'unknown-person': 'There is nobody of this id',
  'last-portal-admin': 'The last Portal Admin stays',
  'nobody-left': 'Nobody could manage users any more',
  'unknown-token': 'There is no such access token',
  'not-confirmed': 'This has to be confirmed',
  'not-removable': 'This person stays',
  'too-many-tokens': 'There are enough access tokens',
  'token-by-token': 'Sign in for this',
} as const;
export type ErrorCode = keyof typeof errorTitles;

/** One part of a request that does not fit. `path` is where, e.g. `body.changes[3].value`. */
export const issue = z.object({ path: z.string(), message: z.string() }).meta({ id: 'Issue' });
export type Issue = z.infer<typeof issue>;

/** What names something: that is why it stays. */
export const uses = z
  .object({
    total: z.int(),
    shown: z.array(z.object({ kind: z.enum(['action', 'template', 'assessment']), id: z.string(), name: z.string() })),
  })
  .meta({ id: 'UsesOfIt' });
export type UsesOfIt = z.infer<typeof uses>;

/** What a refusal carries beside its code and sentence. */
export const problemData = z.object({
  issues: z.array(issue).optional().describe('With `invalid` and `invalid-action`: every part that does not fit.'),
  verdicts: z.array(verdict).optional().describe('With `not-atomic`: one a change, in order.'),
  offset: z.int().optional().describe('With `wrong-offset` and `incomplete-upload`: where the next bytes begin.'),
  uses: uses.optional().describe('With `in-use`: what names it, the first fifty.'),
  permission: z.enum(permissions).optional().describe('With `forbidden`: what is missing.'),
});

/** Problem details (RFC 9457), sent as `application/problem+json`. */
export const problemDetails = z
  .object({
    type: z.string().describe('`urn:controlbook:problem:` and the code.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What is wrong and what to do, for people.'),
    code: z.string().describe('What programs branch on.'),
    instance: z.string().describe('`urn:controlbook:request:` and the id the log knows the request by.'),
    ...problemData.shape,
  })
  .meta({ id: 'Problem', description: 'Problem details (RFC 9457).' });
export type ProblemDetails = z.infer<typeof problemDetails>;
