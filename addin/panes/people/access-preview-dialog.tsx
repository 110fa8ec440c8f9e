import { MessageBar, MessageBarBody } from '@fluentui/react-message-bar';
import { Spinner } from '@fluentui/react-spinner';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { Loadable } from '../../state/asking.ts';
import type { AccessPreview } from '../../state/model.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { permissionsText } from './permissions-text.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
  soft: { display: 'block', color: tokens.colorNeutralForeground2 },
});

type AccessPreviewDialogProps = {
  readonly preview: Loadable<AccessPreview>;
  readonly onSave: () => void;
  readonly onCancel: () => void;
};

/** What the changes give to and take from everybody, before they are made; or why they cannot be. */
export function AccessPreviewDialog({ preview, onSave, onCancel }: AccessPreviewDialogProps): ReactNode {
  const { say, lookUp } = useSpeech();
  return (
    <ConfirmDialog
      title={say('roles.previewTitle')}
      confirm={say('roles.save')}
      disabled={preview.kind !== 'ready'}
      onCancel={onCancel}
      onConfirm={onSave}
    >
      {preview.kind === 'ready' && <Differences preview={preview.value} />}
      {preview.kind === 'failed' && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{preview.detail || lookUp(`problem.${preview.code}`)}</MessageBarBody>
        </MessageBar>
      )}
      {(preview.kind === 'loading' || preview.kind === 'none') && (
        <Spinner size="small" label={say('common.loading')} />
      )}
    </ConfirmDialog>
  );
}

type Difference = Pick<AccessPreview['people'][number], 'gains' | 'loses'>;

function Differences({ preview }: { readonly preview: AccessPreview }): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const { everybodyElse, people, peopleChanged } = preview;
  if (everybodyElse === null && people.length === 0) return <p>{say('roles.nothingChanges')}</p>;
  return (
    <ul className={styles.list}>
      {everybodyElse !== null && (
        <li>
          <strong>{say('roles.everybodyElse')}</strong>
          <DifferenceText difference={everybodyElse} />
        </li>
      )}
      {people.map(({ person, gains, loses }) => (
        <li key={person.id}>
          {person.name}
          <DifferenceText difference={{ gains, loses }} />
        </li>
      ))}
      {peopleChanged > people.length && <li>{say('roles.moreChanged', { count: peopleChanged - people.length })}</li>}
    </ul>
  );
}

function DifferenceText({ difference: { gains, loses } }: { readonly difference: Difference }): ReactNode {
  const speech = useSpeech();
  const styles = useStyles();
  return (
    <>
      {gains.length > 0 && (
        <span className={styles.soft}>
          {speech.say('roles.gains', { permissions: permissionsText(speech, gains) })}
        </span>
      )}
      {loses.length > 0 && (
        <span className={styles.soft}>
          {speech.say('roles.loses', { permissions: permissionsText(speech, loses) })}
        </span>
      )}
    </>
  );
}
