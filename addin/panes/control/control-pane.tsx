import { Link } from '@fluentui/react-link';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { AssessmentView, ControlView } from '../../state/model.ts';
import { actionsOf, shownValue } from '../../state/select.ts';
import { Facts } from '../../ui/facts.tsx';
import { isSafeUrl } from '../../ui/markdown/parse-markdown.ts';
import { PaneBody } from '../../ui/pane-body.tsx';
import { Section } from '../../ui/section.tsx';
import { ToneBadge } from '../../ui/tone-badge.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { Guidance } from '../action/guidance.tsx';
import type { PaneProps } from '../pane-props.ts';
import { controlStateTones, toneOfResult } from '../tones.ts';
import { ProviderPart } from './provider-part.tsx';

const useStyles = makeStyles({
  head: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  soft: { color: tokens.colorNeutralForeground2 },
  badges: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
  },
  row: {
    display: 'flex',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalS,
  },
  words: { minWidth: 0, overflowWrap: 'anywhere' },
  none: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** One control: what it asks, how it stands, and the actions on both sides that serve it. */
export function ControlPane(
  props: PaneProps & { readonly view: AssessmentView; readonly control: ControlView },
): ReactNode {
  const { state, dispatch, view, control } = props;
  const { say, number } = useSpeech();
  const styles = useStyles();
  const own = actionsOf(view, control);
  const titles = new Set(control.actions);
  const provided = view.providerActions.filter(({ title }) => titles.has(title));
  return (
    <PaneBody>
      <div className={styles.head}>
        <span className={styles.soft}>{control.family}</span>
        <h1 className={styles.title}>
          {control.id} {control.title}
        </h1>
        <div className={styles.badges}>
          <ToneBadge tone={controlStateTones[control.state]}>{control.state}</ToneBadge>
          <span className={styles.soft}>
            {say('score.points', { achieved: number(control.achieved), possible: number(control.possible) })}
          </span>
        </div>
      </div>
      <Section title={say('control.yourActions')}>
        {own.length === 0 && <p className={styles.none}>{say('control.noActions')}</p>}
        <ul className={styles.list}>
          {own.map((action) => {
            const result = String(shownValue(state, action, 'testResult') ?? '');
            return (
              <li key={action.id} className={styles.row}>
                <Link
                  as="button"
                  className={styles.words}
                  onClick={() => dispatch({ do: 'selectAction', action: action.id })}
                >
                  {action.title}
                </Link>
                <ToneBadge tone={toneOfResult(result)}>{result}</ToneBadge>
              </li>
            );
          })}
        </ul>
      </Section>
      {provided.map((action) => (
        <ProviderPart key={action.id} action={action} provider={view.providerName} />
      ))}
      <Guidance text={control.description} />
      <Section title={say('action.details')}>
        <Facts
          facts={[
            [say('control.article'), control.articleId],
            [say('control.parent'), control.parent],
            [say('control.labels'), control.labels.join(', ')],
            [say('control.related'), control.related.join('\n')],
            [say('control.link'), control.link === null ? null : <ControlLink key="link" link={control.link} />],
          ]}
        />
      </Section>
    </PaneBody>
  );
}

function ControlLink({ link }: { readonly link: string }): ReactNode {
  if (!isSafeUrl(link)) return link;
  return (
    <Link href={link} target="_blank" rel="noopener noreferrer">
      {link}
    </Link>
  );
}
