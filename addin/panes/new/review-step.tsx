import type { ReactNode } from 'react';
import type { GroupSummary } from '../../state/model.ts';
import { Facts } from '../../ui/facts.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { DraftAssessment } from './draft-assessment.ts';

type ReviewStepProps = { readonly groups: readonly GroupSummary[]; readonly draft: DraftAssessment };

/** A last look before the assessment is created. */
export function ReviewStep({ groups, draft }: ReviewStepProps): ReactNode {
  const { say } = useSpeech();
  const { template, product, title, services, group, copyFrom, copy } = draft;
  const nameOf = (id: string | null): string | null => groups.find((one) => one.id === id)?.name ?? null;
  const copied = [
    copy.implementationDetails ? say('new.copyDetails') : '',
    copy.testPlanAndInformation ? say('new.copyTestPlan') : '',
    copy.documents ? say('new.copyDocuments') : '',
  ].filter((part) => part !== '');
  return (
    <Facts
      facts={[
        [say('new.title'), title.trim()],
        [
          say('new.template'),
          template === null ? null : say('template.version', { name: template.name, version: template.version }),
        ],
        [say('template.product'), product],
        [say('template.certification'), template?.certification ?? null],
        [say('assessment.services'), services ?? say('new.servicesOfTemplate')],
        [
          say('group.title'),
          group.kind === 'new' ? say('new.newGroupNamed', { name: group.name.trim() }) : nameOf(group.id),
        ],
        [
          say('new.copyFrom'),
          group.kind === 'new' && copyFrom !== null && copied.length > 0
            ? `${nameOf(copyFrom) ?? ''}: ${copied.join(', ')}`
            : null,
        ],
      ]}
    />
  );
}
