import { Button } from '@fluentui/react-button';
import { MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-message-bar';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useRef, useState } from 'react';
import { lastOf, listOf } from '../../state/asking.ts';
import type { ChosenFile, ColumnMapping, ImportSource, Inspection } from '../../state/model.ts';
import { isBusy } from '../../state/select.ts';
import type { WordKey } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { type Choice, ChoiceForm, firstChoice, isComplete, toImportChoice } from './choice-form.tsx';
import { MappingForm } from './mapping-form.tsx';
import { readChosenFile } from './read-chosen-file.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalS, flexWrap: 'wrap' },
});

const formatWords = {
  'format-a': 'import.formatA',
  'format-b': 'import.formatB',
  'oscal-catalog': 'import.oscalCatalog',
  'oscal-profile': 'import.oscalProfile',
  'template-json': 'import.templateJson',
  unknown: 'import.unknownFormat',
} as const satisfies Readonly<Record<Inspection['format'], WordKey>>;

type ImportFormProps = PaneProps & {
  readonly source: ImportSource;
  readonly inspection: Inspection;
  /** Null where the source takes no files beside it. */
  readonly onCompanions: ((files: readonly ChosenFile[]) => void) | null;
};

/** What was recognised, what each column is where it was not, and what the template is to be called. */
export function ImportForm(props: ImportFormProps): ReactNode {
  const { state, dispatch, source, inspection, onCompanions } = props;
  const { say } = useSpeech();
  const styles = useStyles();
  const companions = useRef<HTMLInputElement>(null);
  const [mapping, setMapping] = useState<ColumnMapping | null>(inspection.proposal);
  const [choice, setChoice] = useState<Choice>(firstChoice);
  const templates = lastOf(listOf(state, 'templates'))?.templates ?? [];
  const saved = lastOf(listOf(state, 'mappings'))?.mappings ?? [];
  const unknown = inspection.format === 'unknown';
  const mapped = !unknown || (mapping?.columns.controlTitle ?? mapping?.columns.controlId) !== undefined;
  return (
    <div className={styles.form}>
      <h1 className={styles.title}>{source.name}</h1>
      <MessageBar intent={unknown ? 'info' : 'success'} layout="multiline">
        <MessageBarBody>{say(formatWords[inspection.format])}</MessageBarBody>
      </MessageBar>
      {inspection.needs.length > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{say('import.needs', { files: inspection.needs.join(', ') })}</MessageBarBody>
          {onCompanions !== null && (
            <MessageBarActions>
              <Button size="small" onClick={() => companions.current?.click()}>
                {say('import.addFiles')}
              </Button>
            </MessageBarActions>
          )}
        </MessageBar>
      )}
      {onCompanions !== null && (
        <input
          ref={companions}
          type="file"
          multiple
          hidden
          accept=".json"
          aria-label={say('import.addFiles')}
          onChange={async (event) => {
            const files = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = '';
            onCompanions(await Promise.all(files.map(readChosenFile)));
          }}
        />
      )}
      {unknown && mapping !== null && (
        <MappingForm inspection={inspection} mapping={mapping} saved={saved} onChange={setMapping} />
      )}
      <ChoiceForm choice={choice} templates={templates} fromFile={!unknown} onChange={setChoice} />
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          disabled={!mapped || !isComplete(choice, !unknown) || isBusy(state, 'previewing-import')}
          onClick={() =>
            dispatch({ do: 'previewImport', choice: toImportChoice(choice), mapping: unknown ? mapping : null })
          }
        >
          {say('import.preview')}
        </Button>
        <Button onClick={() => dispatch({ do: 'dropImport' })}>{say('common.cancel')}</Button>
      </div>
    </div>
  );
}
