import { Accordion, AccordionHeader, AccordionItem, AccordionPanel } from '@fluentui/react-accordion';
import { Button } from '@fluentui/react-button';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { SearchBox } from '@fluentui/react-search';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useEffect, useState } from 'react';
import type { Endpoints } from '#engine/contract/http';
import { type Answer, listOf } from '../../state/asking.ts';
import type { TemplateSummary } from '../../state/model.ts';
import { Facts } from '../../ui/facts.tsx';
import { ActionsMenu } from '../../ui/item-list.tsx';
import { Markdown } from '../../ui/markdown/markdown.tsx';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { LoadedList } from '../loaded-list.tsx';
import type { PaneProps } from '../pane-props.ts';
import { nameOfPerson } from '../people-names.ts';
import { TemplateBadges } from './template-badges.tsx';
import { standing } from './template-row.tsx';
import { useTemplateActions } from './use-template-actions.tsx';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'flex-start', columnGap: tokens.spacingHorizontalS },
  back: { alignSelf: 'flex-start' },
  title: {
    margin: 0,
    flexGrow: 1,
    minWidth: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  badges: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  soft: { margin: 0, color: tokens.colorNeutralForeground2 },
  search: { width: '100%', maxWidth: 'none' },
  controls: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, overflowWrap: 'anywhere' },
  control: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  about: {
    margin: `0 0 ${tokens.spacingVerticalXS}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
});

type TemplateDetailProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly template: TemplateSummary;
  readonly onClose: () => void;
};

/** One template: where it comes from, who has taken it how far, and its controls by family. */
export function TemplateDetail({ state, dispatch, template, onClose }: TemplateDetailProps): ReactNode {
  const speech = useSpeech();
  const { say, number } = speech;
  const styles = useStyles();
  const { actions, dialog } = useTemplateActions({ state, dispatch }, template);
  const { id, name, version, approval } = template;
  const request = { params: { template: id }, query: { version } };
  useEffect(() => {
    dispatch({ do: 'load', what: 'template', request: { params: { template: id }, query: { version } } });
  }, [dispatch, id, version]);
  const step = (one: typeof approval.imported): string =>
    one === null ? '' : say('field.stamp', { who: nameOfPerson(state, one.by), when: speech.time(one.at) });
  return (
    <>
      <Button className={styles.back} size="small" appearance="subtle" icon={<ArrowLeftRegular />} onClick={onClose}>
        {say('templates.all')}
      </Button>
      <div className={styles.head}>
        <h1 className={styles.title}>{say('template.version', { name, version })}</h1>
        <ActionsMenu label={say('templates.actionsOf', { name })} actions={actions} />
      </div>
      {dialog}
      <span className={styles.badges}>
        <TemplateBadges template={template} />
      </span>
      {standing(speech, state, template)
        .filter((line) => line !== '')
        .map((line) => (
          <p key={line} className={styles.soft}>
            {line}
          </p>
        ))}
      <Facts
        facts={[
          [say('template.product'), template.products.join(', ')],
          [say('template.certification'), template.certification],
          [say('template.families'), number(template.families)],
          [say('template.controls'), number(template.customerControls)],
          [say('templates.providerControls'), number(template.providerControls)],
          [say('template.actions'), number(template.actions)],
          [say('template.points'), number(template.maximumScore)],
          [say('templates.importedBy'), step(approval.imported)],
          [say('templates.publishedBy'), step(approval.published)],
          [say('templates.approvedBy'), step(approval.approved)],
        ]}
      />
      <LoadedList
        list={listOf(state, 'template', request)}
        onRetry={() => dispatch({ do: 'load', what: 'template', request })}
      >
        {(whole) => <Whole template={whole} />}
      </LoadedList>
    </>
  );
}

type WholeTemplate = Answer<Endpoints['template']>;

function Whole({ template }: { readonly template: WholeTemplate }): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const families = new Map<string, WholeTemplate['controls'][number][]>();
  for (const control of template.controls) {
    if (!`${control.id} ${control.title} ${control.family}`.toLowerCase().includes(wanted)) continue;
    families.set(control.family, [...(families.get(control.family) ?? []), control]);
  }
  const { dimensions, inScopeServices, source, acknowledgement } = template;
  return (
    <>
      <Facts
        facts={[
          [say('templates.source'), source.file],
          [say('templates.dimensions'), dimensions.map(({ key, value }) => `${key}: ${value}`).join(', ')],
          [say('field.inScopeServices'), inScopeServices.join(', ')],
          [say('templates.acknowledgement'), acknowledgement],
        ]}
      />
      <Section title={say('template.controls')}>
        <SearchBox
          className={styles.search}
          aria-label={say('templates.findControl')}
          placeholder={say('templates.findControl')}
          value={typed}
          onChange={(_, { value }) => setTyped(value)}
        />
        {families.size === 0 && (
          <p className={styles.soft} role="status">
            {say('templates.noControlFound')}
          </p>
        )}
        <Accordion collapsible multiple>
          {[...families].map(([family, controls]) => (
            <AccordionItem key={family} value={family}>
              <AccordionHeader as="h3" size="small">
                {say('templates.family', { family, count: controls.length })}
              </AccordionHeader>
              <AccordionPanel>
                <div className={styles.controls}>
                  {controls.map((control) => (
                    <Control key={control.id} control={control} />
                  ))}
                </div>
              </AccordionPanel>
            </AccordionItem>
          ))}
        </Accordion>
      </Section>
    </>
  );
}

function Control({ control }: { readonly control: WholeTemplate['controls'][number] }): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const { id, title, responsibility, actions, disabled, description, statement } = control;
  const whose = {
    customer: say('templates.ofCustomer'),
    provider: say('templates.ofProvider'),
    shared: say('templates.ofBoth'),
  };
  return (
    <div>
      <h4 className={styles.control}>{`${id} ${title}`}</h4>
      <p className={styles.about}>
        {[
          whose[responsibility],
          say('templates.actionCount', { count: actions.length }),
          disabled ? say('templates.disabled') : '',
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
      <Markdown text={statement ?? description} />
    </div>
  );
}
