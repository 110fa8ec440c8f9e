import { Button } from '@fluentui/react-button';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect } from 'react';
import type { LibraryAction } from '#engine/contract/http/organisation-lists';
import { lastOf, listOf } from '../../state/asking.ts';
import { Facts } from '../../ui/facts.tsx';
import { Markdown } from '../../ui/markdown/markdown.tsx';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import type { AskingAction } from './wanted-actions.ts';

const useStyles = makeStyles({
  back: { alignSelf: 'flex-start' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  soft: { margin: 0, color: tokens.colorNeutralForeground2 },
  list: { margin: 0, paddingInlineStart: '18px', overflowWrap: 'anywhere' },
});

type ActionDetailProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly action: LibraryAction;
  readonly editable: boolean;
  readonly onAsk: (asking: AskingAction) => void;
  readonly onClose: () => void;
};

/** One action of the library with its descriptions, and the templates whose controls cite it. */
export function ActionDetail({ state, dispatch, action, editable, onAsk, onClose }: ActionDetailProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  useEffect(() => {
    dispatch({ do: 'load', what: 'action', request: { params: { action: action.id } } });
  }, [dispatch, action.id]);
  // As it is by now: it may have been changed from here.
  const shown = lastOf(listOf(state, 'action', { params: { action: action.id } })) ?? action;
  const { builtIn } = shown;
  return (
    <>
      <Button className={styles.back} size="small" appearance="subtle" icon={<ArrowLeftRegular />} onClick={onClose}>
        {say('actions.all')}
      </Button>
      <h1 className={styles.title}>{shown.title}</h1>
      {builtIn && <p className={styles.soft}>{say('actions.builtInHint')}</p>}
      {editable && !builtIn && (
        <div className={styles.buttons}>
          <Button appearance="primary" onClick={() => onAsk({ what: 'edit', action: shown })}>
            {say('common.edit')}
          </Button>
          <Button onClick={() => onAsk({ what: 'delete', action: shown })}>{say('common.delete')}</Button>
        </div>
      )}
      <Facts
        facts={[
          [say('template.points'), String(shown.points)],
          [say('action.type'), shown.type],
          [say('actions.category'), shown.category],
          [say('actions.purpose'), shown.purpose],
          [say('actions.enforcement'), shown.enforcement],
          [say('action.owners'), shown.owners.join(', ')],
          [say('page.dimensions'), shown.dimensions.map(({ key, value }) => `${key}: ${value}`).join('\n')],
          [say('actions.parents'), shown.parents.map(({ title }) => title).join('\n')],
          [say('actions.secureScore'), shown.secureScoreControl],
        ]}
      />
      {shown.descriptions.map(({ title, text }) => (
        <Section key={title} title={title === '' ? say('actions.description') : title}>
          <Markdown text={text} />
        </Section>
      ))}
      <Section title={say('actions.citedBy')}>
        {shown.usedBy.length === 0 ? (
          <p className={styles.soft}>{say('actions.citedByNone')}</p>
        ) : (
          <ul className={styles.list}>
            {shown.usedBy.map(({ template, name, controls }) => (
              <li key={template}>{say('actions.citedIn', { name, count: controls })}</li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
