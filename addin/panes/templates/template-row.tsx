import type { ReactNode } from 'react';
import type { PaneState, TemplateSummary } from '../../state/model.ts';
import { Item } from '../../ui/item-list.tsx';
import type { Speech } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { nameOfPerson } from '../people-names.ts';
import { TemplateBadges } from './template-badges.tsx';
import { needsSomebodyElse } from './template-steps.ts';
import { useTemplateActions } from './use-template-actions.tsx';

type TemplateRowProps = Pick<PaneProps, 'state' | 'dispatch'> & {
  readonly template: TemplateSummary;
  readonly onOpen: () => void;
};

/** One template of the list. */
export function TemplateRow({ state, dispatch, template, onOpen }: TemplateRowProps): ReactNode {
  const speech = useSpeech();
  const { say, number } = speech;
  const { actions, dialog } = useTemplateActions({ state, dispatch }, template);
  const { name, version, products, certification, families, customerControls, providerControls } = template;
  return (
    <Item
      title={say('template.version', { name, version })}
      onOpen={onOpen}
      lines={[
        [...products, certification].filter((part) => part !== '').join(' · '),
        say('template.counts', { families, controls: customerControls, actions: template.actions }),
        say('template.more', { provider: providerControls, points: number(template.maximumScore) }),
        ...standing(speech, state, template),
      ]}
      badges={<TemplateBadges template={template} />}
      actionsLabel={say('templates.actionsOf', { name })}
      actions={actions}
    >
      {dialog}
    </Item>
  );
}

/** What a template waits for, and why it was given back. */
export function standing(speech: Speech, state: PaneState, template: TemplateSummary): readonly string[] {
  const { say, time } = speech;
  const { approval, approved, version } = template;
  const { published, rejected } = approval;
  return [
    rejected === null
      ? ''
      : say('templates.rejected', {
          who: nameOfPerson(state, rejected.by),
          when: time(rejected.at),
          reason: rejected.reason,
        }),
    template.status === 'Pending Approval' && published !== null
      ? say('templates.published', { who: nameOfPerson(state, published.by), when: time(published.at) })
      : '',
    needsSomebodyElse(state, template) ? say('templates.somebodyElse') : '',
    approved !== null && approved !== version ? say('templates.inUse', { version: approved }) : '',
  ];
}
