import { Spinner } from '@fluentui/react-spinner';
import { type ReactNode, useEffect, useState } from 'react';
import type { ChosenFile } from '../../state/model.ts';
import { PaneBody } from '../../ui/pane-body.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { may } from '../may.ts';
import { NotAllowed } from '../not-allowed.tsx';
import type { PaneProps } from '../pane-props.ts';
import { ChooseSource } from './choose-source.tsx';
import { ImportDone } from './import-done.tsx';
import { ImportForm } from './import-form.tsx';
import { ImportPreviewView } from './import-preview-view.tsx';

/** From a spreadsheet to a template: choose it, say what its columns are, look at what would come of it, import. */
export function ImportPane(props: PaneProps): ReactNode {
  const { state, dispatch } = props;
  const { importing } = state;
  const { say } = useSpeech();
  // An OSCAL profile is looked into again together with the files it imports.
  const [file, setFile] = useState<ChosenFile | null>(null);
  const allowed = may(state, 'manage-master-data');
  useEffect(() => {
    dispatch({ do: 'load', what: 'templates' });
    if (allowed) dispatch({ do: 'load', what: 'mappings' });
  }, [allowed, dispatch]);
  if (!allowed) {
    return (
      <PaneBody>
        <NotAllowed />
      </PaneBody>
    );
  }
  switch (importing.kind) {
    case 'none':
      return (
        <PaneBody>
          <ChooseSource
            state={state}
            dispatch={dispatch}
            onFile={(chosen) => {
              setFile(chosen);
              dispatch({ do: 'inspectFile', file: chosen });
            }}
          />
        </PaneBody>
      );
    case 'reading':
      return (
        <PaneBody>
          <Spinner label={say('import.reading')} />
        </PaneBody>
      );
    case 'inspected':
      return (
        <PaneBody>
          <ImportForm
            {...props}
            source={importing.source}
            inspection={importing.inspection}
            onCompanions={file === null ? null : (companions) => dispatch({ do: 'inspectFile', file, companions })}
          />
        </PaneBody>
      );
    case 'previewed':
      return (
        <PaneBody>
          <ImportPreviewView {...props} importing={importing} />
        </PaneBody>
      );
    case 'imported':
      return (
        <PaneBody>
          <ImportDone dispatch={dispatch} outcome={importing.outcome} status={importing.status} />
        </PaneBody>
      );
  }
}
