import { Button } from '@fluentui/react-button';
import { MessageBar, MessageBarBody } from '@fluentui/react-message-bar';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { Importing, ImportPreview } from '../../state/model.ts';
import { isBusy } from '../../state/select.ts';
import { Facts } from '../../ui/facts.tsx';
import type { WordKey } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { Differences } from './differences.tsx';
import { Findings } from './findings.tsx';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalS, flexWrap: 'wrap' },
});

const outcomeWords = {
  refused: 'preview.refused',
  unchanged: 'preview.unchanged',
  'actions-only': 'preview.actionsOnly',
  'new-template': 'preview.newTemplate',
  'new-version': 'preview.newVersion',
} as const satisfies Readonly<Record<ImportPreview['outcome'], WordKey>>;

type ImportPreviewViewProps = PaneProps & { readonly importing: Extract<Importing, { kind: 'previewed' }> };

/** What the import would do, and everything there is to say about the file, each finding with its cell. */
export function ImportPreviewView({ state, dispatch, importing }: ImportPreviewViewProps): ReactNode {
  const { say, number } = useSpeech();
  const styles = useStyles();
  const { preview, source, marked } = importing;
  const { outcome, template, summary, findings, difference, affected } = preview;
  const refused = outcome === 'refused';
  const inWorkbook = source.kind === 'open-workbook';
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>
        {template === null ? source.name : say('template.version', { name: template.name, version: template.version })}
      </h1>
      <MessageBar intent={refused ? 'error' : outcome === 'unchanged' ? 'info' : 'success'} layout="multiline">
        <MessageBarBody>{say(outcomeWords[outcome])}</MessageBarBody>
      </MessageBar>
      <Facts
        facts={[
          [say('template.families'), number(summary.families)],
          [say('template.controls'), number(summary.controls)],
          [say('template.actions'), number(summary.actions)],
          [say('template.points'), number(summary.points)],
        ]}
      />
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          disabled={refused || outcome === 'unchanged' || isBusy(state, 'importing')}
          onClick={() => dispatch({ do: 'commitImport' })}
        >
          {say('import.commit')}
        </Button>
        {inWorkbook && <Button onClick={() => dispatch({ do: 'inspectOpenWorkbook' })}>{say('import.again')}</Button>}
        <Button onClick={() => dispatch({ do: 'dropImport' })}>{say('common.cancel')}</Button>
      </div>
      <Findings
        findings={findings}
        onShow={inWorkbook ? (place) => dispatch({ do: 'showPlace', place }) : null}
        marked={marked}
        onClearMarks={() => dispatch({ do: 'clearMarks' })}
        onDownload={
          findings.length > 0 && !inWorkbook
            ? () =>
                dispatch({
                  do: 'download',
                  what: 'markedUpload',
                  request: { params: { preview: importing.preview.id } },
                })
            : null
        }
      />
      <Differences difference={difference} affected={affected} />
    </div>
  );
}
