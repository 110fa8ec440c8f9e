/** Where Office runs in a browser: the pages that may show the pane, as office.js itself trusts them. */
const officeHosts = [
  'https://*.officeapps.live.com',
  'https://*.office.com',
  'https://*.office.net',
  'https://*.online.office.de',
  'https://*.partner.officewebapps.cn',
  'https://*.gov.online.office365.us',
  'https://*.dod.online.office365.us',
];

/** The host Microsoft serves office.js from, for panes built to load it there. */
const officeJsHost = 'https://appsforoffice.microsoft.com';

const common = ["default-src 'none'", "base-uri 'self'", "form-action 'none'"];

/**
 * Styles are written by the pane's own components at run time, hence inline; scripts never are. `provider` is where people
 * sign in: the pane asks it for tokens.
 */
export function panePolicy(provider: string | null): string {
  return [
    ...common,
    `script-src 'self' ${officeJsHost}`,
    `connect-src 'self' ${officeJsHost}${provider === null ? '' : ` ${provider}`}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `frame-ancestors 'self' ${officeHosts.join(' ')}`,
  ].join('; ');
}

/** The pane's pages without Excel: no other page may show them. */
export function webPolicy(provider: string | null): string {
  return own(provider, "frame-ancestors 'none'");
}

/** The pane beside a workbench. */
export function workbenchPanePolicy(provider: string | null): string {
  return own(provider, "frame-ancestors 'self'");
}

export function workbenchPolicy(provider: string | null): string {
  return own(provider, "frame-src 'self'", "frame-ancestors 'none'");
}

/** Everything comes from here, and from `provider` the tokens. */
function own(provider: string | null, ...framing: readonly string[]): string {
  return [
    ...common,
    "script-src 'self'",
    `connect-src 'self'${provider === null ? '' : ` ${provider}`}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    ...framing,
  ].join('; ');
}
