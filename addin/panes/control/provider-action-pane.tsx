import type { ReactNode } from 'react';
import type { AssessmentView } from '../../state/model.ts';
import { PaneBody } from '../../ui/pane-body.tsx';
import { ControlsServed } from '../action/controls-served.tsx';
import { Guidance } from '../action/guidance.tsx';
import type { PaneProps } from '../pane-props.ts';
import { ProviderPart } from './provider-part.tsx';

/** One action of the provider. */
export function ProviderActionPane(
  props: PaneProps & { readonly view: AssessmentView; readonly action: AssessmentView['providerActions'][number] },
): ReactNode {
  const { view, action, dispatch } = props;
  const controls = view.controls.filter(({ id }) => action.controls.includes(id));
  return (
    <PaneBody>
      <ProviderPart action={action} provider={view.providerName} />
      <Guidance text={action.description} />
      <ControlsServed controls={controls} dispatch={dispatch} />
    </PaneBody>
  );
}
