import assert from 'node:assert/strict';
import { codeOf, onSheet, settled, withExcel } from '#test/support/excel';

describe('comments', () => {
  it('[E31] stand on a cell, are answered, resolved and deleted, and move with the cell', () =>
    withExcel(async ({ openPane, me }) => {
      const pane = await openPane();
      await onSheet(pane, async (sheet, context) => {
        const comment = sheet.comments.add('Sheet1!B2', 'Refused: no such person.');
        comment.replies.add('Corrected.');
        comment.load('content,resolved,authorName,id');
        await context.sync();
        assert.deepEqual(
          [comment.content, comment.resolved, comment.authorName],
          ['Refused: no such person.', false, 'me'],
        );
        comment.resolved = true;
        comment.content = 'Settled.';
        assert.equal(
          await codeOf(onSheet(pane, async (own) => void own.comments.add('Sheet1!B2', 'again'))),
          'ItemAlreadyExists',
        );
      });
      me.insertRows('1:1');
      await onSheet(pane, async (_, context) => {
        const comment = context.workbook.comments.getItemByCell('Sheet1!B3').load('content,resolved');
        const replies = comment.replies.load('items/content');
        const place = comment.getLocation().load('address');
        await context.sync();
        assert.deepEqual([comment.content, comment.resolved, place.address], ['Settled.', true, 'Sheet1!B3']);
        assert.deepEqual(
          Array.from(replies.items, ({ content }) => content),
          ['Corrected.'],
        );
        comment.delete();
        const count = context.workbook.comments.getCount();
        await context.sync();
        assert.equal(count.value, 0);
      });
    }));

  it('[E31] are told when they come, change and go', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      const heard: string[] = [];
      await onSheet(pane, async (_, { workbook: { comments } }) => {
        comments.onAdded.add(async ({ commentDetails }) => void heard.push(`added ${commentDetails.length}`));
        comments.onChanged.add(async ({ changeType }) => void heard.push(changeType));
        comments.onDeleted.add(async () => void heard.push('deleted'));
      });
      await onSheet(pane, async (sheet) => {
        const comment = sheet.comments.add('A1', 'one');
        comment.content = 'two';
        comment.delete();
      });
      await settled();
      assert.deepEqual(heard, ['added 1', 'CommentEdited', 'deleted']);
    }));
});
