import { Button } from '@fluentui/react-button';
import { DocumentTableRegular, FolderOpenRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useRef } from 'react';
import type { ChosenFile } from '../../state/model.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { readChosenFile } from './read-chosen-file.ts';

const useStyles = makeStyles({
  box: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  text: { margin: 0 },
  soft: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** What the engine reads as a template. */
export const templateFileKinds = '.xlsx,.xls,.ods,.csv,.json';

type ChooseSourceProps = Pick<PaneProps, 'state' | 'dispatch'> & { readonly onFile: (file: ChosenFile) => void };

/** Where the template comes from: the workbook that is open, or a file. */
export function ChooseSource({ state, dispatch, onFile }: ChooseSourceProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const hasWorkbook = state.surface === 'workbook';
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.box}>
      <p className={styles.text}>{say('import.intro')}</p>
      {hasWorkbook && (
        <Button
          appearance="primary"
          icon={<DocumentTableRegular />}
          onClick={() => dispatch({ do: 'inspectOpenWorkbook' })}
        >
          {say('import.openWorkbook')}
        </Button>
      )}
      <Button
        appearance={hasWorkbook ? 'secondary' : 'primary'}
        icon={<FolderOpenRegular />}
        onClick={() => chooser.current?.click()}
      >
        {say('import.chooseFile')}
      </Button>
      <input
        ref={chooser}
        type="file"
        hidden
        accept={templateFileKinds}
        aria-label={say('import.chooseFile')}
        onChange={async (event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file !== undefined) onFile(await readChosenFile(file));
        }}
      />
      <p className={styles.soft}>{say('import.formats')}</p>
    </div>
  );
}
