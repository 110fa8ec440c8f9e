import { Avatar } from '@fluentui/react-avatar';
import { Button } from '@fluentui/react-button';
import { DeleteRegular } from '@fluentui/react-icons';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { Endpoints } from '#engine/contract/http';
import type { Answer } from '../../state/asking.ts';
import type { AssessmentView } from '../../state/model.ts';
import { personById } from '../../state/select.ts';
import { Markdown } from '../../ui/markdown/markdown.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';

const useStyles = makeStyles({
  comment: { display: 'flex', columnGap: tokens.spacingHorizontalS, alignItems: 'flex-start' },
  words: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  head: { display: 'flex', alignItems: 'flex-start', columnGap: tokens.spacingHorizontalXS },
  who: { flexGrow: 1, minWidth: 0 },
  soft: {
    margin: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  name: { fontWeight: tokens.fontWeightSemibold },
});

type CommentTextProps = {
  readonly comment: Answer<Endpoints['comments']>['comments'][number];
  readonly view: AssessmentView;
  /** Null for who may not. */
  readonly onRemove: (() => void) | null;
};

/** One comment: who wrote it, when, why, and what. A removed one keeps its place. */
export function CommentText({ comment, view, onRemove }: CommentTextProps): ReactNode {
  const { say, time } = useSpeech();
  const styles = useStyles();
  const { author, purpose, to, text, removed } = comment;
  const nameOf = (user: string): string => personById(view, user)?.name ?? user;
  const name = nameOf(author);
  return (
    <li className={styles.comment}>
      <Avatar size={24} name={name} color="colorful" aria-hidden="true" />
      <div className={styles.words}>
        <div className={styles.head}>
          <span className={styles.who}>
            <span className={styles.name}>{name}</span> <span className={styles.soft}>{time(comment.time)}</span>
          </span>
          {onRemove !== null && removed === null && (
            <Button
              size="small"
              appearance="subtle"
              icon={<DeleteRegular />}
              aria-label={say('comments.removeOf', { name, when: time(comment.time) })}
              title={say('comments.remove')}
              onClick={onRemove}
            />
          )}
        </div>
        {purpose !== 'comment' && (
          <p className={styles.soft}>
            {say(purpose === 'assignment' ? 'comments.assigned' : 'comments.returned', {
              name: to === null ? say('person.nobody') : nameOf(to),
            })}
          </p>
        )}
        {removed === null ? (
          <Markdown text={text} />
        ) : (
          <p className={styles.soft}>
            {say('comments.removed', { name: nameOf(removed.by), when: time(removed.time) })}
          </p>
        )}
      </div>
    </li>
  );
}
