import { type Html, html } from './html.ts';

/** A whole page around its content. */
export function page(title: string, content: Html): string {
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<header><h1>${title}</h1><nav><a href="/">Overview</a><a href="/api/docs">API</a></nav></header>
${content}
</body>
</html>
`;
  return markup;
}
