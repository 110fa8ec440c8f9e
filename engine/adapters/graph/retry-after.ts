/** Milliseconds a `Retry-After` asks for: whole seconds, or until an HTTP date; null for neither. */
export function retryAfter(header: string | null, now: string): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  if (!/^[A-Za-z]{3},? /.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.parse(now));
}
