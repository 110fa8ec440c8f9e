import { Button } from '@fluentui/react-button';
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { ActionView, AssessmentView } from '../../state/model.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  place: { flexGrow: 1, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

type NeighboursProps = Pick<PaneProps, 'dispatch'> & { readonly view: AssessmentView; readonly action: ActionView };

/** The action items before and after this one, in the order of the assessment. */
export function Neighbours({ view, action, dispatch }: NeighboursProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const place = view.actions.findIndex(({ id }) => id === action.id);
  const button = (offset: -1 | 1): ReactNode => {
    const to = view.actions[place + offset];
    const label = say(offset === -1 ? 'action.previous' : 'action.next');
    return (
      <Button
        size="small"
        appearance="subtle"
        icon={offset === -1 ? <ChevronLeftRegular /> : <ChevronRightRegular />}
        aria-label={label}
        title={label}
        disabled={to === undefined}
        onClick={() => {
          if (to !== undefined) dispatch({ do: 'selectAction', action: to.id });
        }}
      />
    );
  };
  return (
    <div className={styles.row}>
      <span className={styles.place}>{say('action.place', { place: place + 1, total: view.actions.length })}</span>
      {button(-1)}
      {button(1)}
    </div>
  );
}
