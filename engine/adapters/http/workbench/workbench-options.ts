import type { Workbench } from '../../../app/workbench.ts';

/** What is served of the add-in, and from where. Folders may be missing: then the page says how to make them. */
export type WorkbenchOptions = {
  /** Null serves the pages alone. */
  readonly workbench: Workbench | null;
  /** The built pane, its page and icons. */
  readonly pane: string;
  /** The built workbench page. */
  readonly page: string;
  /** The unchanged files of office.js; null where the package is not installed. */
  readonly officeJs: string | null;
};
