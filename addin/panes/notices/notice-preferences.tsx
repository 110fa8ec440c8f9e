import { Checkbox } from '@fluentui/react-checkbox';
import { Switch } from '@fluentui/react-switch';
import { tokens } from '@fluentui/react-theme';
import { makeStyles } from '@griffel/react';
import type { ReactNode } from 'react';
import type { Endpoints } from '#engine/contract/http';
import { mutableReasons, type NoticeReason, noticeReasons } from '#engine/contract/model/notice';
import type { Answer } from '../../state/asking.ts';
import type { WordKey } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

const useStyles = makeStyles({
  table: { borderSpacing: 0, width: '100%' },
  head: {
    textAlign: 'start',
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  kind: { textAlign: 'start', fontWeight: tokens.fontWeightRegular, overflowWrap: 'anywhere' },
  soft: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

const kindWords = {
  assigned: 'notices.kindAssigned',
  returned: 'notices.kindReturned',
  commented: 'notices.kindCommented',
  due: 'notices.kindDue',
  alert: 'notices.kindAlert',
} as const satisfies Readonly<Record<NoticeReason, WordKey>>;

type Preferences = Answer<Endpoints['noticePreferences']>;
type NoticePreferencesProps = Pick<PaneProps, 'dispatch'> & { readonly preferences: Preferences };

/** What a person wants to be told of, here and by e-mail. */
export function NoticePreferences({ preferences, dispatch }: NoticePreferencesProps): ReactNode {
  const { say } = useSpeech();
  const styles = useStyles();
  const { email, without, withoutEmail } = preferences;
  const change = (part: Partial<Preferences>): void =>
    dispatch({
      ...{ do: 'send', what: 'changeNoticePreferences', reload: ['noticePreferences'] },
      request: { body: { ...preferences, ...part } },
    });
  const switched = <T,>(all: readonly T[], one: T, isIn: boolean): readonly T[] =>
    isIn ? [...all, one] : all.filter((each) => each !== one);
  return (
    <>
      <Switch label={say('notices.email')} checked={email} onChange={(_, { checked }) => change({ email: checked })} />
      <table className={styles.table}>
        <thead>
          <tr>
            <th className={styles.head} scope="col">
              {say('notices.kind')}
            </th>
            <th className={styles.head} scope="col">
              {say('notices.inPane')}
            </th>
            <th className={styles.head} scope="col">
              {say('notices.byEmail')}
            </th>
          </tr>
        </thead>
        <tbody>
          {noticeReasons.map((reason) => {
            const kind = say(kindWords[reason]);
            const mutable = mutableReasons.find((one) => one === reason);
            const told = mutable === undefined || !without.includes(mutable);
            return (
              <tr key={reason}>
                <th className={styles.kind} scope="row">
                  {kind}
                </th>
                <td>
                  <Checkbox
                    aria-label={say('notices.inPaneOf', { kind })}
                    disabled={mutable === undefined}
                    checked={told}
                    onChange={() => {
                      if (mutable !== undefined) change({ without: switched(without, mutable, told) });
                    }}
                  />
                </td>
                <td>
                  <Checkbox
                    aria-label={say('notices.byEmailOf', { kind })}
                    disabled={!email || !told}
                    checked={email && told && !withoutEmail.includes(reason)}
                    onChange={(_, { checked }) =>
                      change({ withoutEmail: switched(withoutEmail, reason, checked !== true) })
                    }
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={styles.soft}>{say('notices.alertHint')}</p>
    </>
  );
}
