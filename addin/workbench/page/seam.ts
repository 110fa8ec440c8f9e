/*
 * The first script of a pane beside a workbench: what Excel for Windows would have put into its window comes from the
 * page around it, which has laid it on the frame. As Excel on the web the page lays nothing there: it writes letters.
 */
const frame = window.frameElement as (Element & { readonly excelExternal?: object }) | null;
if (frame === null) document.title = 'No workbench around this pane';
else if (frame.excelExternal !== undefined) Object.defineProperty(window, 'external', { value: frame.excelExternal });
