import { Spinner } from '@fluentui/react-spinner';
import type { ReactNode } from 'react';
import { PaneBody } from '../ui/pane-body.tsx';
import { useSpeech } from '../ui/words/speech-context.ts';

/** Stands where a page is that is still being fetched. */
export function Fetching(): ReactNode {
  const { say } = useSpeech();
  return (
    <div data-fetching="" aria-busy="true">
      <PaneBody>
        <Spinner size="small" label={say('common.loading')} />
      </PaneBody>
    </div>
  );
}
