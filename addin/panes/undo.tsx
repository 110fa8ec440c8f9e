import { Link } from '@fluentui/react-link';
import { Toast, ToastTitle, ToastTrigger, useToastController } from '@fluentui/react-toast';
import { useSpeech } from '../ui/words/speech-context.ts';

/** The pane's one place for short messages. */
export const toasterId = 'controlbook';

/** Says that something was done, and offers for a while to take it back. */
export function useUndo(): (done: string, undo: () => void) => void {
  const { dispatchToast } = useToastController(toasterId);
  const { say } = useSpeech();
  return (done, undo) =>
    dispatchToast(
      <Toast>
        <ToastTitle
          action={
            <ToastTrigger>
              <Link onClick={undo}>{say('common.undo')}</Link>
            </ToastTrigger>
          }
        >
          {done}
        </ToastTitle>
      </Toast>,
      { intent: 'success', timeout: 10_000 },
    );
}
