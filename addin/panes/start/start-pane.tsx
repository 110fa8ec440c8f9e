import { Button } from '@fluentui/react-button';
import { AddRegular, ArrowImportRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect } from 'react';
import { listOf } from '../../state/asking.ts';
import { isBusy } from '../../state/select.ts';
import { Logo } from '../../ui/logo.tsx';
import { PaneBody } from '../../ui/pane-body.tsx';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { LoadedList } from '../loaded-list.tsx';
import type { PaneProps } from '../pane-props.ts';

const useStyles = makeStyles({
  welcome: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', rowGap: tokens.spacingVerticalS },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexDirection: 'column', alignItems: 'stretch', rowGap: tokens.spacingVerticalS },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  join: {
    width: '100%',
    justifyContent: 'space-between',
    textAlign: 'start',
    fontWeight: tokens.fontWeightRegular,
    paddingInline: tokens.spacingHorizontalS,
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  soft: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

/** A workbook Controlbook does not know: create an assessment in it, join one, or make a template of it. */
export function StartPane({ state, dispatch }: PaneProps): ReactNode {
  const { say, percent } = useSpeech();
  const styles = useStyles();
  useEffect(() => {
    dispatch({ do: 'load', what: 'groups' });
  }, [dispatch]);
  return (
    <PaneBody>
      <div className={styles.welcome}>
        <Logo size={40} />
        <h1 className={styles.title}>{say('start.title')}</h1>
        <p className={styles.text}>{say('start.text')}</p>
      </div>
      <div className={styles.buttons}>
        <Button appearance="primary" icon={<AddRegular />} onClick={() => dispatch({ do: 'goTo', page: 'new' })}>
          {say('frame.new')}
        </Button>
        <Button icon={<ArrowImportRegular />} onClick={() => dispatch({ do: 'goTo', page: 'import' })}>
          {say('start.import')}
        </Button>
      </div>
      <Section title={say('start.join')}>
        <LoadedList list={listOf(state, 'groups')} onRetry={() => dispatch({ do: 'load', what: 'groups' })}>
          {({ groups }) => {
            const open = groups.flatMap((group) =>
              group.assessments.filter(({ archived }) => archived === null).map((one) => ({ group: group.name, one })),
            );
            if (open.length === 0) return <p className={styles.text}>{say('start.nothingToJoin')}</p>;
            return (
              <ul className={styles.list}>
                {open.map(({ group, one }) => (
                  <li key={one.id}>
                    <Button
                      appearance="subtle"
                      className={styles.join}
                      icon={<ChevronRightRegular />}
                      iconPosition="after"
                      disabled={isBusy(state, 'inserting-sheets')}
                      onClick={() => dispatch({ do: 'join', assessment: one.id })}
                    >
                      <span className={styles.words}>
                        {one.title}
                        <span className={styles.soft}>
                          {[group, one.score.percent === null ? '' : percent(one.score.percent)]
                            .filter((part) => part !== '')
                            .join(' · ')}
                        </span>
                      </span>
                    </Button>
                  </li>
                ))}
              </ul>
            );
          }}
        </LoadedList>
      </Section>
    </PaneBody>
  );
}
