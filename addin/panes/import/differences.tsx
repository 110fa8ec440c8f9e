import { Accordion, AccordionHeader, AccordionItem, AccordionPanel } from '@fluentui/react-accordion';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { ImportPreview } from '../../state/model.ts';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: '18px', overflowWrap: 'anywhere' },
  text: { margin: 0 },
});

const mostNames = 100;

type DifferencesProps = Pick<ImportPreview, 'difference' | 'affected'>;

/** Rows added, changed and removed, and the other templates an import reaches. */
export function Differences({ difference, affected }: DifferencesProps): ReactNode {
  const { say } = useSpeech();
  const { controls, actions } = difference;
  const changed = (rows: typeof controls.changed): readonly string[] =>
    rows.map(({ name, fields }) => (fields.length === 0 ? name : `${name} (${fields.join(', ')})`));
  const parts = [
    {
      key: 'controls-added',
      title: say('difference.controlsAdded', { count: controls.added.length }),
      names: controls.added,
    },
    {
      key: 'controls-changed',
      title: say('difference.controlsChanged', { count: controls.changed.length }),
      names: changed(controls.changed),
    },
    {
      key: 'controls-removed',
      title: say('difference.controlsRemoved', { count: controls.removed.length }),
      names: controls.removed,
    },
    {
      key: 'actions-added',
      title: say('difference.actionsAdded', { count: actions.added.length }),
      names: actions.added,
    },
    {
      key: 'actions-changed',
      title: say('difference.actionsChanged', { count: actions.changed.length }),
      names: changed(actions.changed),
    },
    {
      key: 'actions-removed',
      title: say('difference.actionsRemoved', { count: actions.removed.length }),
      names: actions.removed,
    },
    {
      key: 'affected',
      title: say('difference.affected', { count: affected.length }),
      names: affected.map((one) => `${one.name}: ${one.actions.join(', ')}`),
    },
  ].filter(({ names }) => names.length > 0);
  if (parts.length === 0) return null;
  return (
    <Section title={say('difference.title')}>
      <Accordion collapsible multiple>
        {parts.map(({ key, title, names }) => (
          <AccordionItem key={key} value={key}>
            <AccordionHeader as="h3" size="small">
              {title}
            </AccordionHeader>
            <AccordionPanel>
              <Names names={names} />
            </AccordionPanel>
          </AccordionItem>
        ))}
      </Accordion>
    </Section>
  );
}

function Names({ names }: { readonly names: readonly string[] }): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  return (
    <>
      <ul className={styles.list}>
        {names.slice(0, mostNames).map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      {names.length > mostNames && (
        <p className={styles.text}>{say('common.andMore', { count: names.length - mostNames })}</p>
      )}
    </>
  );
}
