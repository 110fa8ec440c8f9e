import { addComment, addReply, deleteComment, editComment } from '../model/change-comments.ts';
import { ExcelError } from '../model/excel-error.ts';
import type { Comment, Sheet } from '../model/sheet.ts';
import type { LivePlace, Workbook } from '../model/workbook.ts';
import { type Arguments, nullObject } from '../richapi/kind.ts';
import { asFlag, asText, targetAt, textAt } from './arguments.ts';
import { eventMethods, wholeWorkbook } from './event-methods.ts';
import { type CommentOnSheet, objectOf, play } from './objects.ts';
import { areaOf, type PaneContext } from './pane-context.ts';
import { findPlaceAnywhere, type Place } from './places.ts';

/** Threaded comments. Plain notes came to office.js only after ExcelApi 1.15 and are not played. */
export const commentCollection = play('CommentCollection', {
  items: ({ sheet }, { book }) => commentsOf(book, sheet).map((each) => objectOf('Comment', each)),
  item: ({ sheet }, args, { book }) => objectOf('Comment', byId(book, sheet, args) ?? missing()),
  methods: {
    Add: ({ sheet }, args, context) => {
      const { sheet: own, area } = placeOf(sheet, args, context);
      if (area.top !== area.bottom || area.left !== area.right) throw new ExcelError('InvalidArgument');
      if (typeof args[1] !== 'string') throw new ExcelError('InvalidArgument');
      const comment = addComment(context.editor, own, area.top, area.left, args[1]);
      return objectOf('Comment', { sheet: own, comment });
    },
    GetCount: ({ sheet }, _, { book }) => commentsOf(book, sheet).length,
    GetItemAt: ({ sheet }, args, { book }) =>
      objectOf('Comment', commentsOf(book, sheet)[Number(args[0])] ?? missing()),
    GetItemByCell: ({ sheet }, args, context) => objectOf('Comment', byCell(sheet, args, context) ?? missing()),
    GetItemOrNullObject: ({ sheet }, args, { book }) => {
      const found = byId(book, sheet, args);
      return found === undefined ? nullObject : objectOf('Comment', found);
    },
    ...eventMethods<{ readonly sheet: Sheet | null }>('CommentCollection', ({ sheet }) => sheet?.id ?? wholeWorkbook),
  },
});

function commentsOf(book: Workbook, sheet: Sheet | null): readonly CommentOnSheet[] {
  return (sheet === null ? book.sheets : [sheet]).flatMap((each) =>
    each.comments.map((comment) => ({ sheet: each, comment })),
  );
}

function byId(book: Workbook, sheet: Sheet | null, args: Arguments): CommentOnSheet | undefined {
  return commentsOf(book, sheet).find(({ comment }) => comment.id === textAt(args, 0));
}

function placeOf(sheet: Sheet | null, args: Arguments, { book, seat }: PaneContext): Place {
  const given = targetAt<LivePlace>(args, 0, 'Range');
  if (given !== null) return { sheet: given.sheet, area: areaOf(given) };
  return findPlaceAnywhere(book, sheet ?? seat.activeSheet, textAt(args, 0));
}

function byCell(sheet: Sheet | null, args: Arguments, context: PaneContext): CommentOnSheet | undefined {
  const place = placeOf(sheet, args, context);
  const at = ({ row, column }: Comment): boolean => row === place.area.top && column === place.area.left;
  return commentsOf(context.book, place.sheet).find(({ comment }) => at(comment));
}

function missing(): never {
  throw new ExcelError('ItemNotFound');
}

export const comment = play('Comment', {
  identity: ({ comment: { id } }) => ({ Id: id }),
  properties: {
    Id: ({ comment: { id } }) => id,
    Content: {
      get: ({ comment: { content } }) => content,
      set: ({ sheet, comment: own }, value, { editor }) => editComment(editor, sheet, own, { content: asText(value) }),
    },
    Resolved: {
      get: ({ comment: { resolved } }) => resolved,
      set: ({ sheet, comment: own }, value, { editor }) => editComment(editor, sheet, own, { resolved: asFlag(value) }),
    },
    AuthorName: ({ comment: { author } }) => author,
    AuthorEmail: ({ comment: { author } }) => author,
    CreationDate: ({ comment: { created } }) => created,
    ContentType: () => 'Plain',
    Mentions: () => [],
    RichContent: ({ comment: { content } }) => content,
  },
  navigations: { Replies: (own) => objectOf('CommentReplyCollection', own) },
  methods: {
    Delete: ({ sheet, comment: own }, _, { editor }) => deleteComment(editor, sheet, own),
    GetLocation: ({ sheet, comment: own }, _, { ranges }) => {
      const { row, column } = own;
      return objectOf('Range', ranges.make(sheet, { top: row, left: column, bottom: row, right: column }));
    },
  },
});

export const commentReplyCollection = play('CommentReplyCollection', {
  items: (own) => own.comment.replies.map(({ id }) => objectOf('CommentReply', { ...own, replyId: id })),
  methods: {
    Add: (own, args, { editor }) => {
      const replyId = addReply(editor, own.sheet, own.comment, textAt(args, 0));
      return objectOf('CommentReply', { ...own, replyId });
    },
    GetCount: ({ comment: { replies } }) => replies.length,
  },
});

export const commentReply = play('CommentReply', {
  identity: ({ replyId }) => ({ Id: replyId }),
  properties: {
    Id: ({ replyId }) => replyId,
    Content: ({ comment: { replies }, replyId }) => replies.find(({ id }) => id === replyId)?.content ?? missing(),
    AuthorName: ({ comment: { replies }, replyId }) => replies.find(({ id }) => id === replyId)?.author ?? missing(),
    CreationDate: ({ comment: { replies }, replyId }) => replies.find(({ id }) => id === replyId)?.created ?? missing(),
  },
});
