import { Button } from '@fluentui/react-button';
import { DocumentErrorRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { Binding, UnusableCode } from '../../state/model.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { WordKey } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

const titles = {
  damaged: 'unusable.damaged',
  'newer-layout': 'unusable.newerLayout',
  'foreign-organisation': 'unusable.foreign',
  'unknown-assessment': 'unusable.unknown',
} as const satisfies Readonly<Record<UnusableCode, WordKey>>;

type UnusablePaneProps = Pick<PaneProps, 'dispatch'> & { readonly binding: Extract<Binding, { kind: 'unusable' }> };

/** A workbook of Controlbook that cannot be used here, why, and what to do. */
export function UnusablePane({ binding, dispatch }: UnusablePaneProps): ReactNode {
  const { say } = useSpeech();
  return (
    <EmptyState icon={<DocumentErrorRegular />} title={say(titles[binding.code])} text={binding.detail}>
      <Button appearance="primary" onClick={() => dispatch({ do: 'bind' })}>
        {say('unusable.lookAgain')}
      </Button>
      <Button onClick={() => dispatch({ do: 'goTo', page: 'library' })}>{say('frame.library')}</Button>
    </EmptyState>
  );
}
