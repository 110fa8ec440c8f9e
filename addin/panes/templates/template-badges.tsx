import type { ReactNode } from 'react';
import type { TemplateSummary } from '../../state/model.ts';
import { ToneBadge } from '../../ui/tone-badge.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';

type TemplateBadgesProps = { readonly template: Pick<TemplateSummary, 'status' | 'archived' | 'locked'> };

/** How far a template has come, and what it is closed for. */
export function TemplateBadges({ template: { status, archived, locked } }: TemplateBadgesProps): ReactNode {
  const { say } = useSpeech();
  return (
    <>
      <ToneBadge tone={status === 'Approved' ? 'good' : 'warning'}>{status}</ToneBadge>
      {archived && <ToneBadge tone="neutral">{say('library.archived')}</ToneBadge>}
      {locked && <ToneBadge tone="neutral">{say('library.locked')}</ToneBadge>}
    </>
  );
}
