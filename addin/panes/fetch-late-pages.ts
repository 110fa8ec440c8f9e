/**
 * Fetches what is not needed at first, so that it is there when the line goes away: a pane goes on working offline, and
 * a page that cannot be fetched takes the whole pane with it. What fails here is fetched again when it is opened.
 */
export function fetchLatePages(): Promise<unknown> {
  return Promise.allSettled([
    import('./action/action-pane.tsx'),
    import('./assessment/services-dialog.tsx'),
    import('./conflicts/conflicts-pane.tsx'),
    import('./control/control-pane.tsx'),
    import('./control/provider-action-pane.tsx'),
    import('./frame/help-dialog.tsx'),
    import('./import/import-pane.tsx'),
    import('./items/items-pane.tsx'),
    import('./library/library-pane.tsx'),
    import('./new/new-pane.tsx'),
    import('./people/people-pane.tsx'),
    import('./settings/settings-pane.tsx'),
    import('./start/differs-pane.tsx'),
  ]);
}
