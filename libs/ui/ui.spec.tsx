import { Page, renderPage } from './index.js';

describe('a page', () => {
  it('is a whole document with its frame', () => {
    const html = renderPage(<Page title="Min dag" lang="sv" path="/" demo children={<p>Hej</p>} />);
    expect(html).toMatch(/^<!doctype html><html lang="sv"/);
    expect(html).toContain('DEMO – påhittade personer');
  });
});
