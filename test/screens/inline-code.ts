/**
 * Inline styles, inline scripts, event handlers and script addresses in a page: what the strict policy forbids.
 * Read from the markup, so that a journey can check each answer without a browser.
 */
export function inlineCode(html: string): string[] {
  const tags = html.match(/<[a-z][^>]*>/gi) ?? [];
  const found = tags.filter(
    (tag) => /\s(style|on[a-z]+)\s*=/i.test(tag.replace(/"[^"]*"/g, '""')) || /\s(href|src|action|formaction)="\s*javascript:/i.test(tag),
  );
  const elements = [...html.matchAll(/<(script|style)\b([^>]*)>([\s\S]*?)<\/\1>/gi)]
    .filter(([, name, attributes, body]) => name?.toLowerCase() === 'style' || !/\ssrc=/.test(attributes ?? '') || body?.trim() !== '')
    .map(([element]) => element);
  return [...found, ...elements];
}

/** Addresses of things that a page loads from another origin. */
export const foreignOrigins = (html: string): string[] =>
  [
    ...html.matchAll(/<(?:link|script|img|iframe|source|form|button)\b[^>]*\s(?:href|src|action|formaction)="((?:https?:)?\/\/[^"]*)"/gi),
  ].map((hit) => hit[1] ?? '');
