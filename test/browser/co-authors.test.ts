import assert from 'node:assert/strict';
import { type BoundPage, inStep, openBound, readyAt } from './support/pane-page.ts';
import { eventually, useBench } from './support/workbench.ts';

describe('two people in one workbook, as Excel on the web has it, over https', function () {
  this.timeout(90_000);
  const bench = useBench({ pane: true, https: true });
  let on: BoundPage | undefined;
  before(async () => {
    // The engine goes away for a moment in one of these tests; the pane's calls then fail.
    const expected = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|WebSocket/;
    on = await openBound(bench(), [bench().path('ISO'), bench().path('GDPR')], { secure: true, expected });
    await on.boundAt(0).root.getByRole('button', { name: 'Co-author' }).click();
    await readyAt(on, 2);
  });

  /** Mine and Ann's window of one workbook, and a window of another workbook of the group. */
  const three = () => {
    assert.ok(on !== undefined);
    return { bench: bench(), mine: on.boundAt(0), other: on.boundAt(1), anns: on.boundAt(2), page: on.page };
  };

  const sentTimes = async (text: string): Promise<number> => {
    const { useCases } = three().bench.served.engine;
    const all = (await useCases.groups()).flatMap((group) => group.assessments);
    const views = await Promise.all(all.map(({ id }) => useCases.view(id)));
    const histories = views.map((view) => view?.history.filter(({ to }) => to === text).length ?? 0);
    return Math.max(...histories);
  };

  it('[X60] picks from a list travel, although Excel on the web tells of none of them', async () => {
    const { mine, other } = three();
    await mine.choose('Watch doors', 'status', 'Planned');
    await other.has('Watch doors', 'status', 'Planned');
  });

  it('[X61] both panes see an edit, and it is sent once', async () => {
    const { mine, other, anns } = three();
    await anns.fill('Lock doors', 'notes', 'from Ann');
    await mine.has('Lock doors', 'notes', 'from Ann');
    await other.has('Lock doors', 'notes', 'from Ann');
    await mine.fill('Lock doors', 'plan', 'from me');
    await other.has('Lock doors', 'plan', 'from me');
    await other.fill('Lock doors', 'more', 'from elsewhere');
    await mine.has('Lock doors', 'more', 'from elsewhere');
    for (const text of ['from Ann', 'from me', 'from elsewhere']) assert.equal(await sentTimes(text), 1, text);
  });

  it('[X61] each pane follows the selection of its own window', async () => {
    const { mine, anns } = three();
    await mine.goTo(await mine.place('Lock doors', 'notes'));
    await anns.goTo(await anns.place('Train people', 'notes'));
    await mine.pane.getByRole('heading', { name: 'Lock doors' }).waitFor();
    await anns.pane.getByRole('heading', { name: 'Train people' }).waitFor();
  });

  it('[X61] two people who type into different cells of one row at once lose neither', async () => {
    const { mine, other, anns } = three();
    const [notes, plan] = [await mine.place('Train people', 'notes'), await anns.place('Train people', 'plan')];
    await mine.goTo(notes);
    await anns.goTo(plan);
    await mine.type(notes, 'notes of mine');
    await anns.type(plan, 'plan of Ann');
    await other.has('Train people', 'notes', 'notes of mine');
    await other.has('Train people', 'plan', 'plan of Ann');
  });

  it('[X62] an engine that was started anew goes on where it was', async () => {
    const { bench: own, mine, other, page } = three();
    await own.stop();
    await mine.fill('Train people', 'notes', 'while it was down');
    await own.startAgain();
    await inStep(page, 0);
    await other.has('Train people', 'notes', 'while it was down');
    await eventually(
      () => sentTimes('while it was down'),
      (times) => times === 1,
      'one entry',
    );
    await other.fill('Train people', 'plan', 'after it came back');
    await mine.has('Train people', 'plan', 'after it came back');
  });
});
