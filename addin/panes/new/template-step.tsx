import { Button } from '@fluentui/react-button';
import { DocumentTableRegular } from '@fluentui/react-icons';
import { Radio, RadioGroup } from '@fluentui/react-radio';
import { SearchBox } from '@fluentui/react-search';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { Loadable } from '../../state/asking.ts';
import type { TemplateSummary } from '../../state/model.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { LoadedList } from '../loaded-list.tsx';
import type { PaneProps } from '../pane-props.ts';
import type { DraftAssessment } from './draft-assessment.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  search: { width: '100%', maxWidth: 'none' },
  label: { display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  soft: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

const searchFrom = 8;

type TemplateStepProps = Pick<PaneProps, 'dispatch'> & {
  readonly templates: Loadable<{ readonly templates: readonly TemplateSummary[] }>;
  readonly draft: DraftAssessment;
  readonly onChange: (draft: DraftAssessment) => void;
};

/** The templates that take new assessments. */
export function TemplateStep({ templates, draft, onChange, dispatch }: TemplateStepProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const choose = (template: TemplateSummary | undefined): void => {
    if (template === undefined) return;
    const named = draft.title === '' || draft.title === draft.template?.name;
    onChange({ ...draft, template, product: template.products[0] ?? '', title: named ? template.name : draft.title });
  };
  return (
    <LoadedList list={templates} onRetry={() => dispatch({ do: 'load', what: 'templates' })}>
      {({ templates: all }) => {
        const usable = all.filter((one) => !one.archived && !one.locked && one.status === 'Approved');
        if (usable.length === 0) {
          return (
            <EmptyState
              icon={<DocumentTableRegular />}
              title={say('new.noTemplates')}
              text={say('new.noTemplatesHint')}
            >
              <Button onClick={() => dispatch({ do: 'goTo', page: 'import' })}>{say('frame.import')}</Button>
            </EmptyState>
          );
        }
        const wanted = typed.trim().toLowerCase();
        const found = usable.filter(({ name, certification }) =>
          `${name} ${certification}`.toLowerCase().includes(wanted),
        );
        return (
          <div className={styles.list}>
            {usable.length > searchFrom && (
              <SearchBox
                className={styles.search}
                aria-label={say('new.findTemplate')}
                placeholder={say('new.findTemplate')}
                value={typed}
                onChange={(_, { value }) => setTyped(value)}
              />
            )}
            <RadioGroup
              aria-label={say('new.template')}
              value={draft.template?.id ?? ''}
              onChange={(_, { value }) => choose(usable.find(({ id }) => id === value))}
            >
              {found.map((one) => (
                <Radio
                  key={one.id}
                  value={one.id}
                  label={
                    <span className={styles.label}>
                      {one.name}
                      <span className={styles.soft}>
                        {say('template.counts', {
                          families: one.families,
                          controls: one.customerControls,
                          actions: one.actions,
                        })}
                      </span>
                    </span>
                  }
                />
              ))}
            </RadioGroup>
          </div>
        );
      }}
    </LoadedList>
  );
}
