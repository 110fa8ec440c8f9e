import type { AssessmentId } from '#engine/contract/model/ids';
import type { Intent, Page } from '../state/model.ts';

/** What the buttons of the ribbon need of the pane. */
export type CommandParts = {
  readonly dispatch: (intent: Intent) => void;
  /** Shows the pane beside the sheet, where it is hidden. */
  readonly showPane: () => Promise<unknown>;
  /** Lets the list of action items show those assigned to this person. */
  readonly showMine: () => void;
  /** The assessment of the open workbook; null where it is none. */
  readonly bound: () => AssessmentId | null;
};

/** What Excel hands to a command; it waits until it is told that the command is done. */
export type CommandEvent = { completed(): void };

type Command = (parts: CommandParts) => unknown;

const showPage =
  (page: Page): Command =>
  ({ dispatch, showPane }) => {
    dispatch({ do: 'goTo', page });
    return showPane();
  };

/** The buttons of the ribbon by the names the manifest has. */
const commands: Readonly<Record<string, Command>> = {
  syncNow: ({ dispatch }) => dispatch({ do: 'syncNow' }),
  showMyItems: (parts) => {
    parts.showMine();
    return showPage('items')(parts);
  },
  showConflicts: showPage('conflicts'),
  showNew: showPage('new'),
  showImport: showPage('import'),
  downloadReport: (parts) => {
    const assessment = parts.bound();
    // Without an assessment the pane says what to do.
    if (assessment === null) return showPage('home')(parts);
    return parts.dispatch({ do: 'download', what: 'report', request: { params: { assessment } } });
  },
};

/** Gives Excel the commands that the manifest names. Excel is told of the end whatever happens. */
export function registerCommands(
  associate: (name: string, run: (event: CommandEvent) => void) => void,
  ready: () => Promise<CommandParts>,
): void {
  for (const [name, command] of Object.entries(commands)) {
    associate(name, (event) => {
      void ready()
        .then(command)
        .finally(() => event.completed());
    });
  }
}
