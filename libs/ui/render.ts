import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** A whole page as HTML. Text and attributes are escaped by the renderer; there is no way past it in this library. */
export const renderPage = (page: VNode): string => `<!doctype html>${renderToString(page)}`;
