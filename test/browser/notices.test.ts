import assert from 'node:assert/strict';
import { createProvider, type Person } from './support/signed-in.ts';
import { useBench } from './support/workbench.ts';

const olga = { name: 'Olga Officer', email: 'olga@example.org' };
const ivan = { name: 'Ivan Implementer', email: 'ivan@example.org' };

describe('two people who tell each other', function () {
  this.timeout(120_000);
  this.bail(true);
  const provider = createProvider(olga);
  const bench = useBench({ pane: true, environment: provider.environment });
  let officer: Person;
  let implementer: Person;
  before(async () => {
    officer = await provider.open(bench(), olga, 'ISO');
    implementer = await provider.open(bench(), ivan, 'ISO');
  });

  const lookAt = async (person: Person, title: string): Promise<void> => {
    await person.goTo(await person.place(title, 'plan'));
    await person.pane.getByRole('heading', { name: title }).waitFor();
  };
  /** Beside them, the action's history has comments, too. */
  const comments = ({ pane }: Person) => pane.getByRole('region', { name: 'Comments' }).getByRole('listitem');
  const bell = ({ pane }: Person) => pane.getByRole('button', { name: /^Notices/ });

  it('[X96] what one says about an action shows in the other’s pane at once, and is removed by its author alone', async () => {
    for (const person of [officer, implementer]) await lookAt(person, 'Lock doors');
    await officer.pane.getByLabel('Say something').fill('Which **doors** are left?');
    await officer.pane.getByRole('button', { name: 'Comment', exact: true }).click();
    const seen = comments(implementer).filter({ hasText: 'Which doors are left?' });
    await seen.waitFor();
    await seen.getByText('Olga Officer').first().waitFor();
    assert.equal(await officer.pane.getByLabel('Say something').inputValue(), '');
    await implementer.pane.getByLabel('Say something').fill('The one to the yard.');
    await implementer.pane.getByLabel('Say something').press('Control+Enter');
    const answer = comments(officer).filter({ hasText: 'The one to the yard.' });
    await answer.waitFor();
    await implementer.pane.getByRole('button', { name: /^Remove the comment of Ivan/ }).click();
    await implementer.pane.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await officer.pane.getByText(/^Removed by Ivan Implementer/).waitFor();
    await answer.waitFor({ state: 'detached' });
  });

  it('[X97] an assignment rings at the other person, and its notice leads to the action', async () => {
    await lookAt(implementer, 'Train people');
    await lookAt(officer, 'Count keys');
    assert.equal(await bell(implementer).getAttribute('aria-label'), 'Notices');
    await officer.pane.getByRole('button', { name: 'Assign', exact: true }).click();
    const dialog = officer.pane.getByRole('dialog');
    await dialog.getByRole('combobox').pressSequentially('ivan');
    await officer.pane.getByRole('option', { name: /Ivan Implementer/ }).click();
    await dialog.getByRole('button', { name: 'Assign', exact: true }).click();
    await implementer.pane.getByRole('button', { name: 'Notices, 1 unread' }).waitFor({ timeout: 15_000 });
    assert.equal(await bell(officer).getAttribute('aria-label'), 'Notices', 'nobody is told of their own doing');
    await bell(implementer).click();
    const notice = implementer.pane.getByRole('listitem').filter({ hasText: 'Count keys' });
    await notice.getByText('Assigned to you').waitFor();
    await notice.getByRole('button', { name: /^Olga Officer assigned/ }).click();
    await implementer.pane.getByRole('heading', { name: 'Count keys' }).waitFor();
    await implementer.pane.getByRole('button', { name: 'Notices', exact: true }).waitFor();
  });

  it('[X98] a rule made in the pane tells of what it waits for, with its name', async () => {
    const { pane } = officer;
    await bell(officer).click();
    await pane.getByRole('button', { name: 'Be told of more' }).click();
    await pane.getByRole('button', { name: 'Add a rule for yourself' }).click();
    const dialog = pane.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Keys are counted');
    await dialog.getByRole('combobox', { name: 'When something happens to' }).click();
    await pane.getByRole('option', { name: 'Implementation status' }).click();
    await dialog.getByRole('combobox', { name: 'Becomes' }).click();
    await pane.getByRole('menuitemcheckbox', { name: 'Implemented', exact: true }).click();
    await officer.page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await pane.getByText('Implementation status: Implemented · All assessments').waitFor();
    await implementer.choose('Count keys', 'status', 'Implemented');
    await pane.getByRole('button', { name: 'Notices, 1 unread' }).waitFor({ timeout: 15_000 });
    await pane.getByText(/^It last told you on/).waitFor();
    await bell(officer).click();
    const notice = pane.getByRole('listitem').filter({ hasText: 'Alert: Keys are counted' });
    await notice.getByText(/Ivan Implementer set the implementation status of “Count keys” to Implemented/).waitFor();
    await pane.getByRole('button', { name: 'Mark all as read' }).click();
    await pane.getByText('Everything is read').waitFor();
  });
});
