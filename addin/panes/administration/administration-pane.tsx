import { Link } from '@fluentui/react-link';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import { PaneBody } from '../../ui/pane-body.tsx';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { pageWords } from '../page-words.ts';
import type { PaneProps } from '../pane-props.ts';
import { pagesByGroup } from './pages-by-group.ts';

const useStyles = makeStyles({
  groups: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 280px), 1fr))',
    gap: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXXL}`,
    alignItems: 'start',
  },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', rowGap: '10px' },
  soft: {
    margin: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

/** Everything the organisation is run by, as far as this person may open it. */
export function AdministrationPane({ state, dispatch }: PaneProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  return (
    <PaneBody>
      <div className={styles.groups}>
        {pagesByGroup(state).map(({ title, entries }) => (
          <Section key={title} title={say(title)}>
            <ul className={styles.list}>
              {entries.map(({ page, line }) => (
                <li key={page}>
                  <Link as="button" onClick={() => dispatch({ do: 'goTo', page })}>
                    {say(pageWords[page])}
                  </Link>
                  <p className={styles.soft}>{say(line)}</p>
                </li>
              ))}
            </ul>
          </Section>
        ))}
      </div>
    </PaneBody>
  );
}
