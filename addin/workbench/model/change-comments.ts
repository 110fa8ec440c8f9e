import { ExcelError } from './excel-error.ts';
import { checkAllowed } from './protection.ts';
import type { Comment, Sheet } from './sheet.ts';
import { type Editor, newNumber, tell } from './workbook.ts';

export function addComment(editor: Editor, sheet: Sheet, row: number, column: number, content: string): Comment {
  checkAllowed(sheet, 'allowEditObjects');
  if (sheet.comments.some((each) => each.row === row && each.column === column))
    throw new ExcelError('ItemAlreadyExists');
  const comment: Comment = {
    id: `{C${newNumber(editor.book)}}`,
    row,
    column,
    content,
    author: editor.author.seat,
    created: new Date(editor.book.now()).toISOString(),
    resolved: false,
    replies: [],
  };
  sheet.comments.push(comment);
  told(editor, sheet, comment, 'added');
  return comment;
}

export function editComment(
  editor: Editor,
  sheet: Sheet,
  comment: Comment,
  part: { readonly content?: string; readonly resolved?: boolean },
): void {
  Object.assign(comment, part);
  told(editor, sheet, comment, 'changed');
}

export function addReply(editor: Editor, sheet: Sheet, comment: Comment, content: string): string {
  const id = `{R${newNumber(editor.book)}}`;
  const created = new Date(editor.book.now()).toISOString();
  comment.replies.push({ id, content, author: editor.author.seat, created });
  told(editor, sheet, comment, 'changed');
  return id;
}

export function deleteComment(editor: Editor, sheet: Sheet, comment: Comment): void {
  checkAllowed(sheet, 'allowEditObjects');
  sheet.comments = sheet.comments.filter((each) => each !== comment);
  told(editor, sheet, comment, 'deleted');
}

function told(editor: Editor, sheet: Sheet, { id }: Comment, what: 'added' | 'changed' | 'deleted'): void {
  tell(editor, { kind: 'commentsChanged', sheet, what, commentIds: [id] });
}
