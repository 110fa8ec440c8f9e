import type { ReactNode } from 'react';
import type { AssessmentView } from '../../state/model.ts';
import { Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/section.tsx';
import { ToneBadge } from '../../ui/tone-badge.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { toneOfResult } from '../tones.ts';

type ProviderPartProps = {
  readonly action: AssessmentView['providerActions'][number];
  readonly provider: string;
};

/** What the provider does and attests; nobody here can change it. */
export function ProviderPart({ action, provider }: ProviderPartProps): ReactNode {
  const { say, date } = useSpeech();
  const { title, attestation, testResult, testDate, tester, notes } = action;
  return (
    <Section
      title={say('provider.title', { provider, action: title })}
      aside={testResult !== null && <ToneBadge tone={toneOfResult(testResult)}>{testResult}</ToneBadge>}
    >
      <Facts
        facts={[
          [say('provider.attestation'), attestation ?? say('value.none')],
          [say('field.testDate'), testDate === null ? null : date(testDate)],
          [say('provider.tester'), tester],
          [say('provider.notes'), notes],
        ]}
      />
    </Section>
  );
}
