import type { ReactNode } from 'react';
import type { Page } from '../state/model.ts';
import { late } from './late.tsx';
import type { PaneProps } from './pane-props.ts';

type OfOneWorkbook = 'home' | 'items' | 'conflicts';

/** Pages that need no workbook. What a person sees first comes with the first bundle; these are fetched when they are opened. */
export const latePages: Readonly<Record<Exclude<Page, OfOneWorkbook>, (props: PaneProps) => ReactNode>> = {
  import: late(async () => (await import('./import/import-pane.tsx')).ImportPane),
  new: late(async () => (await import('./new/new-pane.tsx')).NewPane),
  library: late(async () => (await import('./library/library-pane.tsx')).LibraryPane),
  settings: late(async () => (await import('./settings/settings-pane.tsx')).SettingsPane),
  administration: late(async () => (await import('./administration/administration-pane.tsx')).AdministrationPane),
  people: late(async () => (await import('./people/people-pane.tsx')).PeoplePane),
  templates: late(async () => (await import('./templates/templates-pane.tsx')).TemplatesPane),
  dimensions: late(async () => (await import('./dimensions/dimensions-pane.tsx')).DimensionsPane),
  owners: late(async () => (await import('./owners/owners-pane.tsx')).OwnersPane),
  actions: late(async () => (await import('./actions/actions-pane.tsx')).ActionsPane),
  activity: late(async () => (await import('./activity/activity-pane.tsx')).ActivityPane),
  privacy: late(async () => (await import('./privacy/privacy-pane.tsx')).PrivacyPane),
  workflow: late(async () => (await import('./workflow/workflow-pane.tsx')).WorkflowPane),
  alerts: late(async () => (await import('./alerts/alerts-pane.tsx')).AlertsPane),
  webhooks: late(async () => (await import('./webhooks/webhooks-pane.tsx')).WebhooksPane),
  secureScore: late(async () => (await import('./secure-score/secure-score-pane.tsx')).SecureScorePane),
  notices: late(async () => (await import('./notices/notices-pane.tsx')).NoticesPane),
};
