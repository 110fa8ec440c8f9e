import { Button } from '@fluentui/react-button';
import { CheckmarkCircleRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { ImportPreview, TemplateSummary } from '../../state/model.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

type ImportDoneProps = Pick<PaneProps, 'dispatch'> & {
  readonly outcome: ImportPreview['outcome'];
  readonly status: TemplateSummary['status'] | null;
};

/** The template is there; what now. */
export function ImportDone({ dispatch, outcome, status }: ImportDoneProps): ReactNode {
  const { say } = useSpeech();
  const waits = status !== null && status !== 'Approved';
  return (
    <EmptyState
      icon={<CheckmarkCircleRegular />}
      title={say('import.done')}
      text={say(waits ? 'import.doneWaits' : outcome === 'new-version' ? 'import.doneVersion' : 'import.doneTemplate')}
    >
      <Button appearance="primary" onClick={() => dispatch({ do: 'goTo', page: waits ? 'templates' : 'new' })}>
        {say(waits ? 'page.templates' : 'frame.new')}
      </Button>
      <Button onClick={() => dispatch({ do: 'dropImport' })}>{say('import.another')}</Button>
    </EmptyState>
  );
}
