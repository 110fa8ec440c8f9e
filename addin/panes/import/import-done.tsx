import { Button } from '@fluentui/react-button';
import { CheckmarkCircleRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { ImportPreview } from '../../state/model.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

type ImportDoneProps = Pick<PaneProps, 'dispatch'> & { readonly outcome: ImportPreview['outcome'] };

/** The template is there; what now. */
export function ImportDone({ dispatch, outcome }: ImportDoneProps): ReactNode {
  const { say } = useSpeech();
  return (
    <EmptyState
      icon={<CheckmarkCircleRegular />}
      title={say('import.done')}
      text={say(outcome === 'new-version' ? 'import.doneVersion' : 'import.doneTemplate')}
    >
      <Button appearance="primary" onClick={() => dispatch({ do: 'goTo', page: 'new' })}>
        {say('frame.new')}
      </Button>
      <Button onClick={() => dispatch({ do: 'dropImport' })}>{say('import.another')}</Button>
    </EmptyState>
  );
}
