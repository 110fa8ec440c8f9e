import { html } from './html.ts';
import { page } from './page.ts';

/** What the first page says where people sign in: nothing of the organisation. */
export function signInPage(issuer: string): string {
  return page(
    'Controlbook',
    html`<main>
<p>This engine answers people who have signed in at <code>${issuer}</code>.</p>
<p>In Excel, open the Controlbook pane: it signs you in. Without Excel, <a href="/web/">the web page</a> does. Scripts come with an access token that somebody has made for
them; <a href="/api/docs">the interface</a> says how.</p>
<p>Did a link in a workbook or a report lead here? Evidence opens from its action in the pane, or on the web page.</p>
</main>`,
  );
}
