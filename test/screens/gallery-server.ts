import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { renderPage, securityHeaders, uiAssets } from '#libs/ui';
import { gallery } from './gallery.js';

/** Serves the gallery with the headers the app sets, so that a page that breaks the policy shows it here. */
export async function serveGallery(
  headers: Readonly<Record<string, string>> = securityHeaders(),
): Promise<{ url: string; close: () => void }> {
  const assets = new Map(uiAssets().map((asset) => [asset.urlPath, asset]));
  const server: Server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://gallery.invalid');
    const asset = assets.get(pathname);
    const page = gallery[pathname.slice(1)];
    if (asset) {
      void readFile(asset.filePath).then((body) => response.writeHead(200, { 'content-type': asset.contentType }).end(body));
    } else if (page) {
      const lang = searchParams.get('lang') === 'en' ? 'en' : 'sv';
      response.writeHead(200, { ...headers, 'content-type': 'text/html; charset=utf-8' }).end(renderPage(page(lang)));
    } else if (pathname === '/events') {
      // An event a moment after the page has opened, and more: the notice must appear, and come back when it was put away.
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const timer = setInterval(() => response.write('data: changed\n\n'), 1_000);
      response.on('close', () => clearInterval(timer));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
