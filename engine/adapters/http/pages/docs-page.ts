import { errorTitles } from '../../../contract/errors.ts';
import type { JsonSchema, OpenApi, Operation } from '../openapi.ts';
import { statusOf } from '../problems.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';
import { schemaText } from './schema-text.ts';

/** The interface for people: every endpoint and every type of the OpenAPI document on one page, no scripts. `origin` is where the reader found it. */
export function docsPage({ info, tags, paths, components }: OpenApi, origin: string): string {
  const operations = Object.entries(paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  return page(
    'Controlbook API',
    html`<main>
<p class="card hint">${info.description} <a href="/api/openapi.json">OpenAPI document</a></p>
<div class="card"><h3>Try it</h3>
<pre><code>curl -s ${origin}/api/v1/groups
curl -s ${origin}/api/v1/assessments/ID | jq .workbook.cursors
curl -s ${origin}/api/v1/changes -H 'content-type: application/json' -d '{
  "id": "my-script:1", "partition": "group:ID", "epoch": "EPOCH",
  "changes": [{ "entity": "record/ACTION", "field": "implementationStatus", "value": "Implemented", "base": 0 }]
}'
curl -s ${origin}/api/v1/imports -F file=@Template.xlsx \\
  -F 'choice={"kind":"new","name":"My template","product":"Mail","certification":"ISO 27001"}'</code></pre></div>
${tags.map(
  ({ name }) => html`<h2>${name}</h2><div class="card">
${operations.filter(({ operation }) => operation.tags.includes(name)).map(({ path, method, operation }) => operationCard(path, method, operation))}</div>
`,
)}
<h2>Types</h2><div class="card">${Object.entries(components.schemas)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([
          name,
          schema,
        ]) => html`<details id="type-${name}"><summary><code>${name}</code> <span class="soft small">${text(schema['description'])}</span></summary><pre><code>${schemaText(schema)}</code></pre>${typeLinks(schema)}</details>
`,
      )}</div>
<h2>Problems</h2><div class="card scroll"><table><thead><tr><th>Code</th><th class="number">Status</th><th>Meaning</th></tr></thead><tbody>
${Object.entries(errorTitles).map(
  ([
    code,
    title,
  ]) => html`<tr><td><code>${code}</code></td><td class="number">${statusOf(code)}</td><td>${title}</td></tr>
`,
)}<tr><td class="soft">any other</td><td class="number">422</td><td>A value or a file breaks a rule of its own; the sentence says which.</td></tr></tbody></table></div>
</main>`,
  );
}

function operationCard(path: string, method: string, operation: Operation): Html {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const problems = Object.entries(responses).filter(([status]) => status !== '200' && status !== 'default');
  return html`<details id="${operationId}"><summary><span class="method">${method}</span><code>${path}</code> ${summary}</summary>
${description === undefined ? null : html`<p>${description}</p>`}
${parameters.length === 0 ? null : html`<dl>${parameters.map((one) => html`<dt><code>${one.name}</code></dt><dd>${schemaText(one.schema)} <span class="soft">in the ${one.in}${one.required ? '' : ', optional'}. ${one.description ?? ''}</span></dd>`)}</dl>`}
${requestBody === undefined ? null : contentBlock('Send', requestBody.content)}
${contentBlock('Get', responses['200']?.content ?? {})}
${problems.length === 0 ? null : html`<dl>${problems.map(([status, { description: meaning }]) => html`<dt>${status}</dt><dd class="soft">${meaning}</dd>`)}</dl>`}
</details>
`;
}

function contentBlock(title: string, content: Operation['responses'][string]['content']): Html {
  return html`${Object.entries(content).map(
    ([type, { schema }]) =>
      html`<div class="soft small">${title}, ${type}</div><pre><code>${schemaText(schema)}</code></pre>${typeLinks(schema)}`,
  )}`;
}

/** Where the named types of a schema are explained. */
function typeLinks(schema: JsonSchema): Html | null {
  const references = JSON.stringify(schema).matchAll(/"#\/components\/schemas\/([A-Za-z]+)"/g);
  const names = [...new Set([...references].map(([, name = '']) => name))];
  if (names.length === 0) return null;
  return html`<div class="small">Types: ${names.map((name) => html`<a href="#type-${name}">${name}</a> `)}</div>`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
