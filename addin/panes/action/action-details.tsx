import type { ReactNode } from 'react';
import type { ActionView } from '../../state/model.ts';
import { Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';

/** What the template says about an action. */
export function ActionDetails({ action }: { readonly action: ActionView }): ReactNode {
  const { say } = useSpeech();
  return (
    <Section title={say('action.details')}>
      <Facts
        facts={[
          [say('action.type'), action.type],
          [say('action.category'), action.category],
          [say('action.purpose'), action.purpose],
          [say('action.enforcement'), action.enforcement],
          [say('action.owners'), action.owners.join(', ')],
          [say('action.parents'), action.parents.join('\n')],
          [say('action.secureScore'), action.secureScore],
        ]}
      />
    </Section>
  );
}
