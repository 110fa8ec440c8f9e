import type { Text } from '../texts.ts';

/** Notices, alert rules, webhooks, comments, the workflow and Secure Score. */
export const work = {} as const satisfies Readonly<Record<string, Text>>;
