import type { AssessmentSummary, GroupSummary, Status, TemplateSummary } from '../../../app/use-cases.ts';
import type { Progress, Score } from '../../../contract/model/score.ts';
import type { ConflictView } from '../../../domain/sheets/view.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';

export type Overview = {
  readonly status: Status;
  readonly groups: readonly GroupSummary[];
  readonly templates: readonly TemplateSummary[];
  /** Some of the open ones, as people read them. */
  readonly conflicts: readonly ConflictView[];
};

/** What a newcomer sees first: what is here, how it stands, and where to go on. */
export function indexPage({ status, groups, templates, conflicts }: Overview): string {
  return page(
    'Controlbook',
    html`<main>
${welcome(status)}
${conflictList(status, conflicts)}
<h2>Groups</h2>
${groups.length === 0 ? html`<p class="card soft">There is no assessment yet. Open one from a template: <code>POST /api/v1/assessments</code>.</p>` : groups.map(groupCard)}
${fileList(status)}
<h2>Templates</h2>
${templates.length === 0 ? html`<p class="card soft">There is no template yet. Import one: <code>POST /api/v1/imports</code>.</p>` : templateTable(templates)}
</main>
<footer>Controlbook ${status.version} · <a href="/api/docs">API</a> · <a href="/api/openapi.json">OpenAPI document</a> · <a href="/api/v1/status">Status</a><br>
A score measures progress against the assessment. It is no guarantee of compliance.</footer>`,
  );
}

function welcome({ folder }: Status): Html {
  return folder === null
    ? html`<p class="card hint">The engine is running. ${ways} Download a workbook below, or use the <a href="/api/docs">API</a>.</p>`
    : html`<p class="card hint">The engine is running. The workbooks are in <code>${folder}</code>. Open one in Excel, change a status on the sheet Action Items and save: the scores here and every other workbook of its group follow. ${ways}</p>`;
}

/** Where to go on from here without Excel. */
const ways = html`<a href="/web/">Open the web page</a> for assessments and administration, or <a href="/workbench/">the workbench</a>, which plays Excel.`;

function groupCard({ name, score, assessments }: GroupSummary): Html {
  return html`<section class="card">
<div class="head"><h3>${name}</h3><span class="soft">${percent(score)}</span></div>
<div class="scroll"><table>
<thead><tr><th>Assessment</th><th>State</th><th>Score</th><th>Your controls</th><th>Provider's controls</th><th></th></tr></thead>
<tbody>${[...assessments].sort((a, b) => Number(a.archived !== null) - Number(b.archived !== null)).map(assessmentRow)}</tbody>
</table></div>
</section>
`;
}

function assessmentRow({
  id,
  title,
  product,
  certification,
  archived,
  state,
  score,
  progress,
}: AssessmentSummary): Html {
  const address = `/api/v1/assessments/${encodeURIComponent(id)}`;
  const about = [product, certification].filter((text) => text !== '').join(' · ');
  return html`<tr${archived === null ? null : html` class="archived"`}>
<td>${title}<br><span class="soft small">${about}</span></td>
<td>${archived === null ? stateBadge(state) : html`<span class="badge soft">Archived</span>`}</td>
<td>${percent(score)} <span class="soft small">${number(score.achieved)} of ${number(score.possible)}</span>${bar(score.percent)}</td>
<td>${assessed(progress.customer)}</td>
<td>${assessed(progress.provider)}</td>
<td class="links"><a href="${address}/workbook">Workbook</a><a href="${address}/report">Report</a></td>
</tr>
`;
}

const stateTones = { Complete: 'good', Incomplete: 'bad', 'In progress': 'warn', None: 'soft' } as const;

function stateBadge(state: AssessmentSummary['state']): Html {
  return html`<span class="badge ${stateTones[state]}">${state === 'None' ? 'Not started' : state}</span>`;
}

function assessed({ assessed: done, total }: Progress): Html {
  if (total === 0) return html`<span class="soft">none</span>`;
  return html`${done} of ${total}${bar((done / total) * 100)}`;
}

function bar(share: number | null): Html {
  const width = Math.min(100, Math.max(0, share ?? 0));
  return html`<svg class="bar" viewBox="0 0 100 7" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="7"/><rect class="${width >= 100 ? 'full' : 'fill'}" width="${width}" height="7"/></svg>`;
}

function percent({ percent: share }: Score): string {
  return share === null ? 'nothing to score' : `${(Math.floor(share * 10) / 10).toFixed(1)} %`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function conflictList({ openConflicts }: Status, conflicts: readonly ConflictView[]): Html | null {
  if (openConflicts === 0) return null;
  return html`<h2 class="warn">Open conflicts: ${openConflicts}</h2>
<div class="card"><p class="soft small">Two people wrote different things. What is in place stays until somebody decides, on the sheet Conflicts of a workbook or through the <a href="/api/docs#settleConflict">API</a>.</p>
<div class="scroll"><table>
<thead><tr><th>Item</th><th>Field</th><th>In place</th><th>Waiting</th><th>From</th></tr></thead>
<tbody>${conflicts.map(
    ({
      item,
      field,
      inPlace,
      yours,
      who,
      when,
      notice,
    }) => html`<tr><td>${item}</td><td>${field}</td><td>${short(inPlace)}</td><td>${short(notice === '' ? yours : notice)}</td><td>${who}<br><span class="soft small">${moment(when)}</span></td></tr>
`,
  )}</tbody></table></div></div>`;
}

function short(text: string): string {
  if (text === '') return '(empty)';
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}

function moment(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}

/** Files that have something to say; those that are simply in step do not. */
function fileList(status: Status): Html | null {
  const files = status.files.filter(({ state, message }) => state !== 'in step' || message !== '');
  if (files.length === 0) return null;
  return html`<h2>Folder notes</h2>
<div class="card scroll"><table>
<thead><tr><th>File</th><th>State</th><th></th></tr></thead>
<tbody>${files.map(
    ({ path, state, message }) => html`<tr><td>${path}</td><td>${state}</td><td>${message}</td></tr>
`,
  )}</tbody></table></div>`;
}

function templateTable(templates: readonly TemplateSummary[]): Html {
  return html`<div class="card scroll"><table>
<thead><tr><th>Template</th><th>Products</th><th>Certification</th><th class="number">Families</th><th class="number">Your controls</th><th class="number">Provider's</th><th class="number">Actions</th><th class="number">Points</th></tr></thead>
<tbody>${templates.map(
    (
      one,
    ) => html`<tr${one.archived ? html` class="archived"` : null}><td><a href="/api/v1/templates/${encodeURIComponent(one.id)}">${one.name}</a> <span class="soft small">version ${one.version}${one.archived ? ', archived' : ''}${one.status === 'Approved' ? '' : `, ${one.status}`}</span></td><td>${one.products.join(', ')}</td><td>${one.certification}</td><td class="number">${one.families}</td><td class="number">${one.customerControls}</td><td class="number">${one.providerControls}</td><td class="number">${one.actions}</td><td class="number">${number(one.maximumScore)}</td></tr>
`,
  )}</tbody></table></div>`;
}
