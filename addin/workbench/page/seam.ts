/*
 * The first script of a pane beside a workbench: what Excel for Windows would have put into its window comes from the
 * page around it, which has laid it on the frame.
 */
const frame = window.frameElement as (Element & { readonly excelExternal?: object }) | null;
if (frame?.excelExternal === undefined) document.title = 'No workbench around this pane';
else Object.defineProperty(window, 'external', { value: frame.excelExternal });
