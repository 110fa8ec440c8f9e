import type { ReactNode } from 'react';
import { PaneBody } from '../../ui/pane-body.tsx';
import { NotAllowed } from '../not-allowed.tsx';
import type { PaneProps } from '../pane-props.ts';

/** Not there yet. */
export function ActionsPane(_props: PaneProps): ReactNode {
  return (
    <PaneBody>
      <NotAllowed />
    </PaneBody>
  );
}
