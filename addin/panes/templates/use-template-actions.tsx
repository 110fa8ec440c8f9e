import { type ReactNode, useState } from 'react';
import type { TemplateSummary } from '../../state/model.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import type { ItemAction } from '../../ui/item-list.tsx';
import { useSpeech } from '../../ui/words/speech-context.ts';
import type { PaneProps } from '../pane-props.ts';
import { CopyDialog } from './copy-dialog.tsx';
import { RejectDialog } from './reject-dialog.tsx';
import { stepsOf } from './template-steps.ts';

/** What can be done with a template, and the dialog that is open about it. */
export function useTemplateActions(
  { state, dispatch }: Pick<PaneProps, 'state' | 'dispatch'>,
  template: TemplateSummary,
): { readonly actions: readonly ItemAction[]; readonly dialog: ReactNode } {
  const { say } = useSpeech();
  const [asking, setAsking] = useState<'reject' | 'archive' | 'copy' | null>(null);
  const { id, name, version } = template;
  const params = { template: id };
  const steps = stepsOf(state, template);
  const change = (body: { readonly archived?: boolean; readonly locked?: boolean }): void =>
    dispatch({ do: 'send', what: 'changeTemplate', request: { params, body }, reload: ['templates'] });
  const step = (what: 'publishTemplate' | 'approveTemplate'): void =>
    dispatch({ do: 'send', what, request: { params, body: { version } }, reload: ['templates', 'groups'] });
  const doing = {
    publish: { text: say('templates.publish'), do: () => step('publishTemplate') },
    approve: { text: say('templates.approve'), do: () => step('approveTemplate') },
    reject: { text: say('templates.reject'), do: () => setAsking('reject') },
    lock: { text: say('templates.lock'), do: () => change({ locked: true }) },
    unlock: { text: say('templates.unlock'), do: () => change({ locked: false }) },
    archive: { text: say('templates.archive'), do: () => setAsking('archive') },
    activate: { text: say('templates.activate'), do: () => change({ archived: false }) },
  };
  const close = (): void => setAsking(null);
  return {
    actions: [
      ...steps.map((one) => doing[one]),
      { text: say('templates.copy'), do: () => setAsking('copy') },
      {
        text: say('templates.exportJson'),
        disabled: template.approved === null,
        do: () =>
          dispatch({ do: 'download', what: 'templateJson', request: { params, query: {} }, name: `${name}.json` }),
      },
      {
        text: say('templates.exportB'),
        do: () =>
          dispatch({ do: 'download', what: 'templateWorkbook', request: { params, query: { format: 'format-b' } } }),
      },
      {
        text: say('templates.exportA'),
        do: () =>
          dispatch({ do: 'download', what: 'templateWorkbook', request: { params, query: { format: 'format-a' } } }),
      },
    ],
    dialog: (
      <>
        {asking === 'reject' && <RejectDialog state={state} dispatch={dispatch} template={template} onClose={close} />}
        {asking === 'copy' && <CopyDialog state={state} dispatch={dispatch} template={template} onClose={close} />}
        {asking === 'archive' && (
          <ConfirmDialog
            title={say('templates.archiveTitle', { name })}
            confirm={say('templates.archive')}
            onCancel={close}
            onConfirm={() => {
              close();
              change({ archived: true });
            }}
          >
            {say('templates.archiveText')}
          </ConfirmDialog>
        )}
      </>
    ),
  };
}
