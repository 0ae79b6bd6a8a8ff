import { readFileSync, statSync } from 'node:fs';
import type { ComponentChildren } from 'preact';
import { AGENCY_KINDS, DUTIES, FIELD_CLASSES } from '#libs/shared-kernel';
import {
  CONSENT_STATES,
  ChainTimeline,
  Checkbox,
  DataTable,
  FieldPreview,
  Form,
  LANGS,
  LoginCards,
  Page,
  Pagination,
  PersonBanner,
  PersonalText,
  ProblemPage,
  REFERRAL_STATES,
  SafeContact,
  Select,
  TextArea,
  TextField,
  assetUrl,
  contentSecurityPolicy,
  renderPage,
  securityHeaders,
  styleSheets,
  translator,
  uiAssets,
} from './index.js';

const show = (children: ComponentChildren, lang: 'sv' | 'en' = 'sv') =>
  renderPage(<Page title="Sida" lang={lang} path="/sida?a=1" children={children} />);
const HOSTILE = `"><script>alert('x')</script>`;

describe('a page', () => {
  it('is a whole document: language, skip link, demo bar, one stylesheet list, deferred script', () => {
    const html = renderPage(<Page title="Min dag" lang="sv" path="/" demo />);
    expect(html).toMatch(/^<!doctype html><html lang="sv"/);
    expect(html).toContain('<title>Min dag – Insatskedja</title>');
    expect(html).toContain('DEMO – påhittade personer');
    expect(html).toContain('href="#main"');
    for (const href of styleSheets()) expect(html).toContain(href);
    expect(html).toMatch(/<script src="[^"]+" defer><\/script>/);
    expect(show('x')).not.toContain('DEMO');
  });

  it('keeps where we are when the language changes', () => expect(show('x')).toContain('href="/sida?a=1&amp;lang=en"'));

  it('cannot be led to another origin by its path', () => {
    for (const path of [
      '//evil.example/a',
      'https://evil.example/a',
      '/..//evil.example',
      '//',
      '/\\\\evil.example',
      'javascript:alert(1)//',
    ])
      expect(renderPage(<Page title="x" lang="sv" path={path} live="/events" />)).not.toMatch(/href="(\/\/|https:|javascript:)/);
  });

  it('says who is logged in, as what, and logs out by a form', () => {
    const html = renderPage(<Page title="x" lang="en" path="/" user={{ name: 'Sara', duty: 'caseworker', agency: 'Boden' }} />);
    expect(html).toMatch(/Sara.*Caseworker.*Boden/);
    expect(html).toContain('<form method="post" action="/logout">');
  });

  it('escapes everything that people wrote, in text and in attributes', () => {
    const html = show(
      <>
        <p>{HOSTILE}</p>
        <TextField name="a" label={HOSTILE} value={HOSTILE} />
        <TextArea name="b" label="b" value={`</textarea>${HOSTILE}`} />
        <Select name="c" label="c" options={[{ value: HOSTILE, label: HOSTILE, group: HOSTILE }]} />
        <DataTable caption={HOSTILE} rows={[HOSTILE]} columns={[{ key: 'k', label: HOSTILE, cell: (row) => row }]} />
        <PersonBanner name={HOSTILE} consent={{ state: 'missing', text: HOSTILE }} />
      </>,
    );
    expect(html).not.toContain('<script>');
    expect(html.split('&lt;script').length).toBeGreaterThan(8);
  });

  it('as a problem tells what happened, what to do and what to quote', () => {
    const html = renderPage(<ProblemPage title="Finns inte" lang="sv" path="/x" detail="Sök bland dina ärenden." reference="ab-12" />);
    expect(html).toMatch(/<h1[^>]*>Finns inte<\/h1>.*Sök bland dina ärenden.*<code>ab-12<\/code>/);
  });
});

describe('a form', () => {
  const errors = [{ path: ['goals', 0, 'due'], message: 'Datumet har passerat' }];
  it('links each error to its field and says it there too', () => {
    const html = show(<Form action="/x" errors={errors} children={<TextField name="goals[0].due" label="Klar senast" hint="Dag" />} />);
    expect(html).toContain('<a href="#f-goals-0-due">Datumet har passerat</a>');
    expect(html).toMatch(/id="f-goals-0-due"[^>]*aria-invalid="true"[^>]*aria-describedby="f-goals-0-due-hint f-goals-0-due-error"/);
  });

  it('shows no error where there is none (negative control)', () =>
    expect(show(<Form action="/x" children={<TextField name="a" label="A" />} />)).not.toMatch(/aria-invalid|error-summary/));

  it('keeps what was entered, whether flat or nested, before what was there', () => {
    const html = show(
      <Form action="/x" errors={errors} values={{ 'a.b': 'flat', c: { d: 'nested' } }}>
        <TextField name="a.b" label="x" value="old" />
        <TextField name="c.d" label="x" value="old" />
        <TextField name="e" label="x" value="kept" />
      </Form>,
    );
    for (const value of ['flat', 'nested', 'kept']) expect(html).toContain(`value="${value}"`);
    expect(html).not.toContain('value="old"');
  });

  it('a box that was unticked stays unticked, though it began ticked', () => {
    const box = <Checkbox name="safe" label="Säkert" checked />;
    expect(show(<Form action="/x" children={box} />)).toMatch(/<input[^>]*checked[^>]*>/);
    expect(show(<Form action="/x" values={{ other: '1' }} children={box} />)).not.toMatch(/<input[^>]*checked[^>]*>/);
  });

  it('carries its hidden fields, and the browser keeps no memory of the others', () => {
    const html = show(<Form action="/x" hidden={{ version: 'v7' }} children={<TextField name="a" label="A" />} />);
    expect(html).toContain('<input type="hidden" name="version" value="v7"/>');
    expect(html).toContain('autocomplete="off"');
  });
});

describe('the components of a case', () => {
  it('never send post, whoever forgot to say so; and say when nothing is known', () => {
    expect(show(<SafeContact phone="070-174 06 05" never={['sms']} />)).toMatch(/Aldrig:.*brev eller annan post, sms/);
    expect(show(<SafeContact phone="070-174 06 05" />)).toContain('<bdi dir="ltr">070-174 06 05</bdi>');
    expect(show(<SafeContact missing />)).toContain('Fråga innan någon kontakt tas');
  });

  it('show what is shared and as plainly what is not', () => {
    const html = show(
      <FieldPreview
        recipient="Boden"
        ground="OSL 10:1"
        kind="copy"
        shared={[{ class: 'identity', fields: [{ label: 'Namn', value: 'Anna' }] }]}
        withheld={[{ class: 'location' }]}
      />,
    );
    expect(html).toMatch(/Lämnas ut.*Namn och personnummer.*Anna.*Lämnas inte ut.*Plats och adress/);
  });

  it('place each entry of the chain in its lane and gaps in the lane that must act', () => {
    const lanes = [
      { id: 'p', label: 'Polisen' },
      { id: 's', label: 'Boden', own: true },
    ];
    const html = show(
      <ChainTimeline
        lanes={lanes}
        entries={[{ id: '1', lane: 's', date: '1 nov.', title: 'A' }]}
        gaps={[{ id: 'g', lane: 'p', title: 'G' }]}
      />,
    );
    expect(html).toMatch(/data-lanes="2".*chain-entry" data-lane="2".*chain-gap" data-lane="1" data-color="warning"/);
    const many = Array.from({ length: 7 }, (_, index) => ({ id: String(index), label: `L${index}` }));
    expect(show(<ChainTimeline lanes={many} entries={[{ id: '1', lane: '3', date: '', title: 'A' }]} />)).not.toContain('data-lanes=');
  });

  it('tell erased, protected and unknown apart', () => {
    expect(show(<PersonalText value={{ erased: true }} />)).toContain('Gallrad uppgift');
    expect(show(<PersonalText value={{ sealed: 1, key: 'k', event: 'e', field: 'f', version: 1, iv: '', data: 'hemligt' }} />)).toMatch(
      /^(?!.*hemligt).*Skyddad uppgift/,
    );
    expect(show(<PersonalText value="" />)).toContain('Uppgift saknas');
  });

  it('page by cursor without any total', () => {
    expect(show(<Pagination next="/x?cursor=a" />)).toContain('rel="next"');
    expect(show(<Pagination />)).not.toContain('pagination');
  });

  it('label every cell for narrow screens and stay a table for screen readers', () => {
    const html = show(
      <DataTable
        caption="T"
        rows={[1]}
        columns={[
          { key: 'a', label: 'Person', cell: () => 'Anna' },
          { key: 'b', label: 'Status', cell: () => 'Ny' },
        ]}
      />,
    );
    expect(html).toMatch(/<th scope="row" role="rowheader" data-label="Person">.*<td role="cell" data-label="Status">/);
  });

  it('offer one login button for each person, named for those who listen', () =>
    expect(
      show(
        <LoginCards action="/login" field="person" people={[{ value: 'a', name: 'Karin', duty: 'police-officer', agency: 'Polisen' }]} />,
      ),
    ).toMatch(/name="person" value="a" aria-label="Logga in som Karin"/));
});

describe('what a page links', () => {
  it('exists, is not empty, has a type and an address that changes with the contents', () => {
    for (const asset of uiAssets()) {
      expect(statSync(asset.filePath).size).toBeGreaterThan(0);
      expect(asset.contentType).not.toBe('application/octet-stream');
      expect(asset.urlPath).toMatch(/^\/assets\/[0-9a-f]{12}\/[\w./-]+$/);
    }
  });

  it('holds a script of our own under 2 kB that stores nothing', () => {
    const file = uiAssets().find((asset) => asset.urlPath === assetUrl('app.js'))?.filePath ?? '';
    const script = readFileSync(file, 'utf8');
    expect(Buffer.byteLength(script)).toBeLessThan(2048);
    expect(script).not.toMatch(/localStorage|sessionStorage|indexedDB|cookie|innerHTML|eval/);
  });

  it('may be loaded, and nothing else', () => {
    expect(securityHeaders()['content-security-policy']).toBe(contentSecurityPolicy());
    expect(contentSecurityPolicy(['https://idp.example'])).toContain("form-action 'self' https://idp.example;");
    expect(contentSecurityPolicy()).not.toMatch(/unsafe|\*|https?:/);
    expect(securityHeaders()['cache-control']).toBe('no-store');
  });
});

describe('common texts', () => {
  it.each(LANGS)('name every state, class, duty and kind in %s', (lang) => {
    const t = translator(lang);
    const keys = [
      ...FIELD_CLASSES.map((value) => `class.${value}` as const),
      ...DUTIES.map((value) => `duty.${value}` as const),
      ...AGENCY_KINDS.map((value) => `agency.${value}` as const),
      ...REFERRAL_STATES.map((value) => `referral.${value}` as const),
      ...CONSENT_STATES.map((value) => `consent.${value}` as const),
    ];
    for (const key of keys) expect(t(key)).not.toBe(key);
  });
});
