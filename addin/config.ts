/** The few numbers of the pane. Times in milliseconds. */
export const config = {
  /** The program that serves this page is the engine. */
  engine: '',
  /** Pages of the pane that are not seen first are fetched this long after it has opened. */
  fetchLate: 2_000,
  /** Without a workbook nothing tells when an assessment's score is another: the page looks this often. */
  freshEvery: 15_000,
  /** Excel is asked again this long after it was busy with a cell being edited; longer each time, up to the second. */
  busyRetry: [150, 1_000],
  /** What Excel refuses, a protected sheet say, is tried again this long after. */
  failedRetry: 10_000,
  /** The pane shows what is selected this long after: what was typed goes first, and passing rows are passed by. */
  followAfter: 150,
  /** After the last typing, the whole input area is looked at: not every pick from a drop-down raises an event. */
  idleLook: 4_000,
  /** ...and at least this often, however much is typed. */
  lookAtLeast: 20_000,
  /** What a co-author typed is sent from here when their own pane has not done so by then. */
  foreignGrace: 30_000,
  /** What a co-author's pane brought that is older than what is known here is written over when it still stands by then. */
  oldNewsGrace: 5_000,
  /** A co-author's pane may write what the engine had this long ago. */
  oldNews: 120_000,
  /** A view is asked for this long after the first change that made it old... */
  viewDelay: 200,
  /** ...and scores and reports are written to the sheets this long after the last own edit, so that undo stays usable. */
  reportDelay: 1_500,
  /** ...but never later than this after the first. */
  reportsAtLeast: 7_500,
  /** Notices are loaded this long after the first of several has come. */
  noticesDelay: 300,
  /** An edit that waits longer than this for the engine is marked in its cell. */
  markPendingAfter: 1_500,
  /** In a workbook with several panes, missing rows are added by the first of them to wake within this. */
  appendWithin: 5_000,
  /** Cells of one batch to Excel. */
  cellsAtOnce: 400,
  /** Marks put on cells at most; the pane lists all. */
  marks: 200,
  /** Change sets that wait for their verdicts at the same time. */
  setsInFlight: 8,
  /** Changes of one set, and how long a set may be as text. */
  changesInSet: 1_000,
  setLength: 1_000_000,
  /** A set without a verdict for this long means that the connection is dead. */
  verdictWithin: 15_000,
  reconnect: [500, 30_000],
  /** Messages to the engine between two of its beats; it allows 200. */
  messagesPerBeat: 150,
  /** A sign of life is asked for this often, and awaited this long. */
  ping: 15_000,
  pong: 8_000,
  /** A token that may be a new one is shown to the engine this often. */
  renewToken: 240_000,
  /** A connection that never opened this often is tried as long polling. */
  triesBeforePolling: 3,
  /** While polling, the live channel is tried again this often. */
  tryLiveAgain: 300_000,
} as const;
