import { Button } from '@fluentui/react-button';
import { DismissRegular } from '@fluentui/react-icons';
import { MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-message-bar';
import type { ReactNode } from 'react';
import type { Intent, Problem } from '../../state/model.ts';
import type { Speech } from '../../ui/words/speech.ts';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';

type ProblemBannersProps = Pick<PaneProps, 'dispatch'> & { readonly problems: readonly Problem[] };

const mostAtOnce = 3;

/** What went wrong and what to do next, the latest first. */
export function ProblemBanners({ problems, dispatch }: ProblemBannersProps): ReactNode {
  const speech = useSpeech();
  const { say, lookUp } = speech;
  return [...problems]
    .reverse()
    .slice(0, mostAtOnce)
    .map(({ id, code, detail, data, remedies }) => {
      const words = lookUp(`problem.${code}`, data);
      return (
        <MessageBar key={id} intent="error" layout="multiline">
          <MessageBarBody>
            {words !== null && <MessageBarTitle>{words}</MessageBarTitle>} {detail ?? (words === null ? code : '')}
          </MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button
                appearance="transparent"
                size="small"
                icon={<DismissRegular />}
                aria-label={say('common.dismiss')}
                title={say('common.dismiss')}
                onClick={() => dispatch({ do: 'dismissProblem', problem: id })}
              />
            }
          >
            {remedies.map((remedy) => (
              <Button
                key={JSON.stringify(remedy)}
                size="small"
                onClick={() => {
                  dispatch({ do: 'dismissProblem', problem: id });
                  dispatch(remedy);
                }}
              >
                {remedyText(remedy, speech)}
              </Button>
            ))}
          </MessageBarActions>
        </MessageBar>
      );
    });
}

function remedyText(remedy: Intent, { say }: Speech): string {
  switch (remedy.do) {
    case 'bind':
      return say('unusable.lookAgain');
    case 'goTo':
      return say('common.show');
    case 'showPlace':
    case 'selectAction':
    case 'selectControl':
      return say('common.show');
    case 'takeTheirs':
      return say('differs.takeTheirs');
    case 'sendMine':
      return say('differs.sendMine');
    case 'signIn':
      return say('account.signIn');
    case 'syncNow':
      return say('frame.syncNow');
    default:
      return say('common.tryAgain');
  }
}
