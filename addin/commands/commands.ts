/// <reference types="office-js" />
import { itemsLook } from '../items-look.ts';
import { officeSession } from '../office-session.ts';
import { firstLook } from '../panes/pane-props.ts';
import { myItems } from '../state/select.ts';
import { registerCommands } from './register-commands.ts';

registerCommands(
  (name, run) => Office.actions.associate(name, run),
  async () => {
    const { dispatch, state } = await officeSession();
    return {
      dispatch,
      // Not every host lets an add-in open its own pane; the page is there when a person does.
      showPane: async () =>
        Office.context.requirements.isSetSupported('SharedRuntime', '1.1') ? Office.addin.showAsTaskpane() : undefined,
      showMine: () => itemsLook.set({ ...firstLook, filter: myItems(state()) }),
      bound() {
        const { binding } = state();
        return binding.kind === 'bound' ? binding.assessment : null;
      },
    };
  },
);
