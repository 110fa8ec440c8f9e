import { MenuButton } from '@fluentui/react-button';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import { Link } from '@fluentui/react-link';
import { Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-menu';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import { type ReactNode, useState } from 'react';
import type { AssessmentSummary } from '../../state/model.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ScoreRing } from '../../ui/score-ring.tsx';
import { ToneBadge } from '../../ui/tone-badge.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import { may } from '../may.ts';
import type { PaneProps } from '../pane-props.ts';
import { assessmentStateTones } from '../tones.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  words: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: '2px',
    flexGrow: 1,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  files: { display: 'flex', columnGap: tokens.spacingHorizontalM },
  soft: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

/** One assessment of a group: its score, and what can be done with it. */
export function AssessmentRow(props: PaneProps & { readonly assessment: AssessmentSummary }): ReactNode {
  const { state, dispatch, assessment } = props;
  const { say, percent, number } = useSpeech();
  const styles = useStyles();
  const [archiving, setArchiving] = useState(false);
  const of = { request: { params: { assessment: assessment.id } } } as const;
  const { id, title, product, certification, score, state: standing, archived } = assessment;
  const text = score.percent === null ? '–' : percent(score.percent);
  const manage = may(state, 'manage-assessments', id);
  const here = state.binding.kind === 'bound' && state.binding.assessment === id;
  return (
    <li className={styles.row}>
      <ScoreRing
        small
        percent={score.percent}
        text={score.percent === null ? '–' : String(Math.floor(score.percent))}
        label={
          score.percent === null
            ? say('score.nothing')
            : say('score.label', { percent: text, achieved: number(score.achieved), possible: number(score.possible) })
        }
      />
      <div className={styles.words}>
        <span>{title}</span>
        <span className={styles.soft}>{[product, certification].filter((part) => part !== '').join(' · ')}</span>
        {archived !== null ? (
          <ToneBadge tone="neutral">{say('library.archived')}</ToneBadge>
        ) : here ? (
          <ToneBadge tone="partial">{say('library.here')}</ToneBadge>
        ) : (
          standing !== 'None' && <ToneBadge tone={assessmentStateTones[standing]}>{standing}</ToneBadge>
        )}
        {state.surface === 'web' && (
          <span className={styles.soft}>
            {say('library.points', { achieved: number(score.achieved), possible: number(score.possible) })}
          </span>
        )}
        {state.surface === 'web' && (
          <span className={styles.files}>
            <Link
              as="button"
              aria-label={say('library.workbookOf', { title })}
              onClick={() => dispatch({ do: 'download', what: 'workbook', ...of })}
            >
              {say('library.workbookShort')}
            </Link>
            <Link
              as="button"
              aria-label={say('library.reportOf', { title })}
              onClick={() => dispatch({ do: 'download', what: 'report', ...of })}
            >
              {say('library.reportShort')}
            </Link>
            {/* Alone on a machine, the workbench opens files of the folder, which an assessment does not name. */}
            {state.account.kind === 'signed-in' && (
              <Link
                href={`/workbench/?open=${encodeURIComponent(id)}`}
                aria-label={say('library.workbenchOf', { title })}
              >
                {say('library.workbenchShort')}
              </Link>
            )}
          </span>
        )}
      </div>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <MenuButton
            appearance="subtle"
            size="small"
            icon={<MoreHorizontalRegular />}
            menuIcon={null}
            aria-label={say('library.actionsOf', { title })}
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {state.surface === 'workbook' && state.binding.kind === 'unbound' && archived === null && (
              <MenuItem onClick={() => dispatch({ do: 'join', assessment: id })}>{say('library.join')}</MenuItem>
            )}
            <MenuItem onClick={() => dispatch({ do: 'download', what: 'workbook', ...of })}>
              {say('library.workbook')}
            </MenuItem>
            <MenuItem onClick={() => dispatch({ do: 'download', what: 'report', ...of })}>
              {say('library.report')}
            </MenuItem>
            {manage &&
              (archived === null ? (
                <MenuItem onClick={() => setArchiving(true)}>{say('library.archive')}</MenuItem>
              ) : (
                <MenuItem
                  onClick={() => dispatch({ do: 'send', what: 'activateAssessment', ...of, reload: ['groups'] })}
                >
                  {say('library.activate')}
                </MenuItem>
              ))}
            {manage && (
              <MenuItem onClick={() => dispatch({ do: 'previewDeletion', assessment: id })}>
                {say('library.delete')}
              </MenuItem>
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
      {archiving && (
        <ConfirmDialog
          title={say('library.archiveTitle', { title })}
          confirm={say('library.archive')}
          onCancel={() => setArchiving(false)}
          onConfirm={() => {
            setArchiving(false);
            dispatch({ do: 'send', what: 'archiveAssessment', ...of, reload: ['groups'] });
          }}
        >
          {say('library.archiveText')}
        </ConfirmDialog>
      )}
    </li>
  );
}
