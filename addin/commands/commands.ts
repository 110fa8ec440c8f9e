/// <reference types="office-js" />
import { officeSession } from '../office-session.ts';
import type { Session } from '../session.ts';
import type { Page } from '../state/model.ts';

/** What the buttons of the ribbon do, by the names the manifest gives them. */
const commands: Readonly<Record<string, (session: Session) => void>> = {
  syncNow: (session) => session.dispatch({ do: 'syncNow' }),
  showMyItems: show('items'),
  showConflicts: show('conflicts'),
  showNew: show('new'),
  showImport: show('import'),
  downloadReport(session) {
    const { binding } = session.state();
    if (binding.kind === 'bound') session.dispatch({ do: 'download', what: 'report', assessment: binding.assessment });
    else show('home')(session);
  },
};

function show(page: Page): (session: Session) => void {
  return (session) => {
    session.dispatch({ do: 'goTo', page });
    // Not every host lets an add-in open its own pane; the page is there when a person does.
    if (Office.context.requirements.isSetSupported('SharedRuntime', '1.1')) void Office.addin.showAsTaskpane();
  };
}

for (const [name, run] of Object.entries(commands)) {
  Office.actions.associate(name, async (event: Office.AddinCommands.Event) => {
    run(await officeSession());
    event.completed();
  });
}
