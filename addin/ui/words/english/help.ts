import type { Text } from '../texts.ts';

/** How everything belongs together, in a page. */
export const help = {
  'help.title': 'How Controlbook works',
  'help.text': `**The sheet and the pane show the same.** Type in the white columns of the sheet Action Items, or use the fields here: both are sent at once, and every other open workbook of the group follows.

* **In step** means that everything is with the engine. Offline, edits are kept and sent later, each exactly once.
* **Select a row** and the pane shows it: guidance, the controls it serves, evidence and history.
* **A conflict** means that two people wrote different things. The value in place stays until somebody decides on the page Conflicts. Nothing is lost.
* **A refused value** is put back, and the pane says why.
* **Sort, filter, colour, add columns and sheets** as you like: none of it disturbs Controlbook.

**Points count** when an action is Implemented (or Alternative Implementation) and its test is Passed. Not in Scope leaves the points out unless your organisation decided otherwise.

**In any cell** of any workbook:

* =CONTROLBOOK.SCORE("Assessment") is its score,
* =CONTROLBOOK.PROGRESS("Assessment") the share of controls assessed,
* =CONTROLBOOK.STATUS("Control or action") how one stands,
* =CONTROLBOOK.COUNT("Assessment", "Test Result", "Passed") how many action items have a value.

A score is no guarantee of compliance with any standard or regulation.`,
  'help.web': `**Scores, reports and the administration, without Excel.** What is done in workbooks shows here within seconds.

* **Answers** are given in workbooks: in Excel with the add-in, or in a workbook that you download here and put into the folder the engine watches.
* **Points count** when an action is Implemented (or Alternative Implementation) and its test is Passed.
* **Administration** is everything that belongs to nobody's sheet: templates, actions, people, activity.

A score is no guarantee of compliance with any standard or regulation.`,
} as const satisfies Readonly<Record<string, Text>>;
