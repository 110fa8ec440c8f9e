import { Button } from '@fluentui/react-button';
import { AttachRegular, DocumentRegular } from '@fluentui/react-icons';
import { Link } from '@fluentui/react-link';
import { ProgressBar } from '@fluentui/react-progress';
import { tokens } from '@fluentui/react-theme';
import { makeStyles, mergeClasses } from '@griffel/react';
import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react';
import type { ActionView, AssessmentView } from '../../state/model.ts';
import { isSafeUrl } from '../../ui/markdown/parse-markdown.ts';
import { Section } from '../../ui/section.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { EvidenceUpload, EvidenceUploads } from '../pane-props.ts';

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
  },
  record: { display: 'flex', alignItems: 'flex-start', columnGap: tokens.spacingHorizontalS, overflowWrap: 'anywhere' },
  icon: { flexShrink: 0, marginTop: '2px', color: tokens.colorNeutralForeground3 },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  soft: {
    margin: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  problem: { color: tokens.colorPaletteRedForeground1 },
  drop: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    rowGap: tokens.spacingVerticalXS,
    padding: tokens.spacingVerticalM,
    border: `1px dashed ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  over: { backgroundColor: tokens.colorBrandBackground2, border: `1px dashed ${tokens.colorBrandStroke1}` },
});

type EvidenceAreaProps = {
  readonly view: AssessmentView;
  readonly action: ActionView;
  readonly evidence: EvidenceUploads | undefined;
};

/** What proves the action: the records there are, and where the engine takes files, a place to drop them. */
export function EvidenceArea({ view, action, evidence }: EvidenceAreaProps): ReactNode {
  const { say, date, size } = useSpeech();
  const styles = useStyles();
  const records = view.evidence.filter((record) => record.action === action.id);
  return (
    <Section title={say('evidence.title')}>
      {records.length === 0 && <p className={styles.soft}>{say('evidence.none')}</p>}
      {records.length > 0 && (
        <ul className={styles.list}>
          {records.map((record) => (
            <li key={record.id} className={styles.record}>
              <DocumentRegular className={styles.icon} fontSize={20} aria-hidden="true" />
              <span className={styles.words}>
                {record.link !== null && isSafeUrl(record.link) ? (
                  <Link href={record.link} target="_blank" rel="noopener noreferrer">
                    {record.name}
                  </Link>
                ) : (
                  <span>{record.name}</span>
                )}
                <span className={styles.soft}>
                  {[
                    record.kind,
                    size(record.size),
                    record.collected === null ? '' : say('evidence.collected', { date: date(record.collected) }),
                    record.uploadedBy,
                  ]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {evidence !== undefined && <DropPlace action={action} evidence={evidence} />}
    </Section>
  );
}

function DropPlace({
  action,
  evidence,
}: {
  readonly action: ActionView;
  readonly evidence: EvidenceUploads;
}): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    if (files !== null && files.length > 0) evidence.upload(action.id, [...files]);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <>
      <section
        aria-label={say('evidence.add')}
        className={mergeClasses(styles.drop, over && styles.over)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <span className={styles.soft}>{say('evidence.drop')}</span>
        <Button size="small" icon={<AttachRegular />} onClick={() => chooser.current?.click()}>
          {say('evidence.choose')}
        </Button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label={say('evidence.choose')}
          onChange={(event) => {
            take(event.currentTarget.files);
            event.currentTarget.value = '';
          }}
        />
      </section>
      {evidence.underWay
        .filter((upload) => upload.action === action.id)
        .map((upload) => (
          <UploadRow key={upload.id} upload={upload} />
        ))}
    </>
  );
}

function UploadRow({ upload }: { readonly upload: EvidenceUpload }): ReactNode {
  const { say, size } = useSpeech();
  const styles = useStyles();
  const id = useId();
  const { name, done, total, problem } = upload;
  return (
    <div className={styles.words}>
      <span id={id}>{name}</span>
      {problem === null ? (
        <>
          <ProgressBar aria-labelledby={id} value={done} max={Math.max(1, total)} />
          <span className={styles.soft}>{say('evidence.sent', { done: size(done), total: size(total) })}</span>
        </>
      ) : (
        <span className={mergeClasses(styles.soft, styles.problem)} role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
