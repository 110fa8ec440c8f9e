import { Link } from '@fluentui/react-link';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { ControlView } from '../../state/model.ts';
import { Section } from '../../ui/section.tsx';
import { ToneBadge } from '../../ui/tone-badge.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { controlStateTones } from '../tones.ts';

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
  },
  control: {
    display: 'flex',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalS,
  },
  words: { minWidth: 0, overflowWrap: 'anywhere' },
  soft: {
    margin: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

type ControlsServedProps = Pick<PaneProps, 'dispatch'> & { readonly controls: readonly ControlView[] };

/** The controls that an action serves, and the controls elsewhere that a crosswalk proposes as related. */
export function ControlsServed({ controls, dispatch }: ControlsServedProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const related = [...new Set(controls.flatMap((control) => control.related))];
  return (
    <>
      <Section title={say('action.controls')}>
        <ul className={styles.list}>
          {controls.map(({ id, title, state }) => (
            <li key={id} className={styles.control}>
              <span className={styles.words}>
                <Link as="button" onClick={() => dispatch({ do: 'selectControl', control: id })}>
                  {id}
                </Link>{' '}
                {title}
              </span>
              {state !== 'None' && <ToneBadge tone={controlStateTones[state]}>{state}</ToneBadge>}
            </li>
          ))}
        </ul>
      </Section>
      {related.length > 0 && (
        <Section title={say('action.related')}>
          <p className={styles.soft}>{say('action.relatedHint')}</p>
          <ul className={styles.list}>
            {related.map((one) => (
              <li key={one} className={styles.words}>
                {one}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
