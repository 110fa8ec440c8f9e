import { AvatarGroup, AvatarGroupItem, AvatarGroupPopover, partitionAvatarGroupItems } from '@fluentui/react-avatar';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { AssessmentId } from '#engine/contract/model/ids';
import type { PaneState } from '../../state/model.ts';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';

const useStyles = makeStyles({
  people: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  names: { minWidth: 0, overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2 },
});

type PresentPeopleProps = { readonly present: PaneState['present']; readonly assessment: AssessmentId };

/** Who has a pane open, those of this assessment first. */
export function PresentPeople({ present, assessment }: PresentPeopleProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const here = [...new Set(present.filter((one) => one.assessment === assessment).map(({ name }) => name))];
  const elsewhere = [...new Set(present.map(({ name }) => name))].filter((name) => !here.includes(name));
  const names = [...here, ...elsewhere];
  if (names.length === 0) return null;
  const { inlineItems, overflowItems = [] } = partitionAvatarGroupItems({ items: names, maxInlineItems: 5 });
  return (
    <Section title={say('assessment.present')}>
      <div className={styles.people}>
        <AvatarGroup layout="stack" size={28} aria-label={names.join(', ')}>
          {inlineItems.map((name) => (
            <AvatarGroupItem key={name} name={name} color="colorful" />
          ))}
          {overflowItems.length > 0 && (
            <AvatarGroupPopover>
              {overflowItems.map((name) => (
                <AvatarGroupItem key={name} name={name} color="colorful" />
              ))}
            </AvatarGroupPopover>
          )}
        </AvatarGroup>
        <span className={styles.names}>
          {elsewhere.length === 0
            ? say('assessment.presentHere', { count: here.length })
            : say('assessment.presentElsewhere', { here: here.length, elsewhere: elsewhere.length })}
        </span>
      </div>
    </Section>
  );
}
