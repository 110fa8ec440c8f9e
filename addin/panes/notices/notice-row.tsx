import { Button } from '@fluentui/react-button';
import { CheckmarkRegular } from '@fluentui/react-icons';
import { Link } from '@fluentui/react-link';
import { tokens } from '@fluentui/react-theme';
import { makeStyles, mergeClasses } from '@griffel/react';
import type { ReactNode } from 'react';
import type { Endpoints } from '#engine/contract/http';
import type { NoticeReason } from '#engine/contract/model/notice';
import type { Answer } from '../../state/asking.ts';
import type { AssessmentView } from '../../state/model.ts';
import { type Tone, ToneBadge } from '../../ui/tone-badge.tsx';
import type { WordKey } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { noticeTitle } from './notice-title.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'flex-start',
    columnGap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalS} 0 ${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    borderInlineStartWidth: '3px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: 'transparent',
  },
  unread: { borderInlineStartColor: tokens.colorBrandStroke1 },
  words: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: '2px',
    flexGrow: 1,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  title: { fontWeight: tokens.fontWeightRegular, textAlign: 'start' },
  new: { fontWeight: tokens.fontWeightSemibold },
  text: {
    margin: 0,
    whiteSpace: 'pre-line',
    display: '-webkit-box',
    WebkitLineClamp: '4',
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
  },
  soft: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

const reasonWords = {
  assigned: 'notices.assigned',
  returned: 'notices.returned',
  commented: 'notices.commented',
  due: 'notices.due',
  alert: 'notices.alert',
} as const satisfies Readonly<Record<NoticeReason, WordKey>>;

const reasonTones: Readonly<Record<NoticeReason, Tone>> = {
  ...{ assigned: 'partial', returned: 'bad', commented: 'neutral', due: 'warning', alert: 'warning' },
};

type NoticeRowProps = Pick<PaneProps, 'dispatch'> & {
  readonly notice: Answer<Endpoints['notices']>['notices'][number];
  /** The name of the rule that asked for it; null for none, or one that is gone. */
  readonly rule: string | null;
  readonly view: AssessmentView | null;
  readonly onRead: () => void;
};

/** One notice: why one is told, what happened, and where. It leads to the action where this workbook has it. */
export function NoticeRow({ notice, rule, view, dispatch, onRead }: NoticeRowProps): ReactNode {
  const speech = useSpeech();
  const { say, time } = speech;
  const styles = useStyles();
  const { happening, isRead, reason, text, assessments } = notice;
  const title = noticeTitle(speech, notice);
  const isHere = assessments.some(({ id }) => id === view?.workbook.assessment);
  const action = isHere ? view?.actions.find(({ id }) => id === happening.actions[0]) : undefined;
  const elsewhere = isHere ? [] : assessments.map((one) => one.title);
  const titleClass = mergeClasses(styles.title, !isRead && styles.new);
  return (
    <li className={mergeClasses(styles.row, !isRead && styles.unread)}>
      <div className={styles.words}>
        <span className={styles.head}>
          <ToneBadge tone={reasonTones[reason]}>
            {rule === null ? say(reasonWords[reason]) : say('notices.alertOf', { rule })}
          </ToneBadge>
          <span className={styles.soft}>{time(happening.time)}</span>
          {!isRead && <span className={styles.soft}>{say('notices.new')}</span>}
        </span>
        {action === undefined ? (
          <span className={titleClass}>{title}</span>
        ) : (
          <Link
            as="button"
            className={titleClass}
            onClick={() => {
              dispatch({ do: 'selectAction', action: action.id });
              dispatch({ do: 'goTo', page: 'home' });
              if (!isRead) onRead();
            }}
          >
            {title}
          </Link>
        )}
        {text !== '' && <p className={styles.text}>{text}</p>}
        {elsewhere.length > 0 && (
          <span className={styles.soft}>{say('notices.elsewhere', { where: elsewhere.join(', ') })}</span>
        )}
      </div>
      {!isRead && (
        <Button
          size="small"
          appearance="subtle"
          icon={<CheckmarkRegular />}
          aria-label={say('notices.readUpTo', { title })}
          title={say('notices.readUpToHere')}
          onClick={onRead}
        />
      )}
    </li>
  );
}
