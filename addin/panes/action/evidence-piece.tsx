import { MenuButton } from '@fluentui/react-button';
import { DocumentRegular, MoreHorizontalRegular } from '@fluentui/react-icons';
import { Link } from '@fluentui/react-link';
import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-menu';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useRef, useState } from 'react';
import type { ActionId } from '#engine/contract/model/ids';
import type { AssessmentView, Evidence } from '../../state/model.ts';
import { isSafeUrl } from '../../ui/markdown/parse-markdown.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { AttachDialog } from './attach-dialog.tsx';
import { EvidenceDialog } from './evidence-dialog.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { RemoveEvidenceDialog } from './remove-evidence-dialog.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'flex-start', columnGap: tokens.spacingHorizontalS, overflowWrap: 'anywhere' },
  icon: { flexShrink: 0, marginTop: '2px', color: tokens.colorNeutralForeground3 },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  soft: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  hash: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase100, wordBreak: 'break-all' },
  versions: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
});

type EvidencePieceProps = Pick<PaneProps, 'dispatch'> & {
  readonly piece: Evidence;
  readonly view: AssessmentView;
  readonly action: ActionId;
  readonly editable: boolean;
};

/** One piece of evidence: what it is, how its bytes are known again, and what can be done with it. */
export function EvidencePiece({ piece, view, action, editable, dispatch }: EvidencePieceProps): ReactNode {
  const { say, date } = useSpeech();
  const styles = useStyles();
  const chooser = useRef<HTMLInputElement>(null);
  const [asking, setAsking] = useState<'edit' | 'link' | 'attach' | 'remove' | null>(null);
  const { name, collectedOn, expiresOn, remindOn, versions } = piece;
  const last = versions.at(-1);
  if (last === undefined) return null;
  const older = versions.slice(0, -1).reverse();
  const others = piece.actions.filter(({ id }) => id !== action);
  const done = (): void => setAsking(null);
  const isOver = expiresOn !== null && expiresOn < new Date().toISOString().slice(0, 10);
  const dates = [
    collectedOn === null ? '' : say('evidence.collected', { date: date(collectedOn) }),
    expiresOn === null ? '' : say(isOver ? 'evidence.expired' : 'evidence.expires', { date: date(expiresOn) }),
    remindOn === null ? '' : say('evidence.remind', { date: date(remindOn) }),
  ].filter((part) => part !== '');
  return (
    <li className={styles.row}>
      <DocumentRegular className={styles.icon} fontSize={20} aria-hidden="true" />
      <span className={styles.words}>
        <VersionName piece={piece} version={last} dispatch={dispatch}>
          {name}
        </VersionName>
        {dates.length > 0 && <span className={styles.soft}>{dates.join(' · ')}</span>}
        <VersionFacts version={last} />
        {others.length > 0 && (
          <span className={styles.soft}>
            {say('evidence.alsoProves')}: {others.map(({ title }) => title).join(', ')}
          </span>
        )}
        {older.length > 0 && (
          <details className={styles.soft}>
            <summary>{say('evidence.versions')}</summary>
            <ul className={styles.versions}>
              {older.map((version) => (
                <li key={version.number}>
                  <VersionName piece={piece} version={version} dispatch={dispatch}>
                    {say('evidence.version', { number: version.number })}
                  </VersionName>
                  <br />
                  <VersionFacts version={version} />
                </li>
              ))}
            </ul>
          </details>
        )}
      </span>
      {editable && (
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <MenuButton
              size="small"
              appearance="subtle"
              icon={<MoreHorizontalRegular />}
              menuIcon={null}
              aria-label={say('evidence.more', { name })}
            />
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem onClick={() => setAsking('edit')}>{say('evidence.edit')}</MenuItem>
              <MenuItem onClick={() => chooser.current?.click()}>{say('evidence.newVersion')}</MenuItem>
              <MenuItem onClick={() => setAsking('link')}>{say('evidence.newLink')}</MenuItem>
              <MenuItem onClick={() => setAsking('attach')}>{say('evidence.attach')}</MenuItem>
              <MenuDivider />
              {others.length > 0 && (
                <MenuItem onClick={() => dispatch({ do: 'detachEvidence', evidence: piece.id, action })}>
                  {say('evidence.detach')}
                </MenuItem>
              )}
              <MenuItem onClick={() => setAsking('remove')}>{say('evidence.remove')}</MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label={say('evidence.newVersion')}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          if (files.length > 0) dispatch({ do: 'uploadEvidence', action, piece: piece.id, files });
        }}
      />
      {asking === 'edit' && <EvidenceDialog piece={piece} dispatch={dispatch} onDone={done} />}
      {asking === 'link' && <LinkDialog action={action} piece={piece.id} dispatch={dispatch} onDone={done} />}
      {asking === 'attach' && <AttachDialog piece={piece} view={view} dispatch={dispatch} onDone={done} />}
      {asking === 'remove' && (
        <RemoveEvidenceDialog piece={piece} others={others.length} dispatch={dispatch} onDone={done} />
      )}
    </li>
  );
}

type Version = Evidence['versions'][number];

/** Leads to the content: a link to where it is kept, or a download. */
function VersionName(
  props: Pick<PaneProps, 'dispatch'> & {
    readonly piece: Evidence;
    readonly version: Version;
    readonly children: string;
  },
): ReactNode {
  const { piece, version, dispatch, children } = props;
  const { say } = useSpeech();
  if (version.url !== null) {
    if (!isSafeUrl(version.url)) return <span>{children}</span>;
    return (
      <Link href={version.url} target="_blank" rel="noopener noreferrer">
        {children}
      </Link>
    );
  }
  return (
    <Link
      as="button"
      title={say('evidence.download')}
      onClick={() =>
        dispatch({
          do: 'download',
          what: 'evidenceContent',
          request: { params: { evidence: piece.id }, query: { version: version.number } },
        })
      }
    >
      {children}
    </Link>
  );
}

function VersionFacts({ version }: { readonly version: Version }): ReactNode {
  const { say, size, time } = useSpeech();
  const styles = useStyles();
  const { kind, size: bytes, uploadedBy, uploadedAt, sha256 } = version;
  const facts = [kind, bytes === null ? '' : size(bytes)].filter((part) => part !== '').join(' · ');
  return (
    <>
      <span className={styles.soft}>
        {facts} · {say('evidence.uploaded', { who: uploadedBy.name, when: time(uploadedAt) })}
      </span>
      {sha256 !== null && (
        <span className={styles.soft}>
          SHA-256 <code className={styles.hash}>{sha256}</code>
        </span>
      )}
    </>
  );
}
