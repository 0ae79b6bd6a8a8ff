import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { legalGrounds } from '#config/legal-grounds';
import { LangContext, type Lang } from '#libs/ui';
import type { OwnRecordView } from '../../consent/index.js';
import type { DisclosurePreview } from '../features/preview-disclosure.js';
import type { DisclosureView } from '../features/read-disclosures.js';
import { ruleOf } from '../../legal-rules/index.js';
import { disclosureErrors, disclosureOf, possibleGrounds } from './disclosure-form.js';
import { seenClasses } from '../who-sees/seen-classes.js';
import { WhoSeesPage } from '../who-sees/who-sees-page.js';
import type { DisclosureDetail } from '../features/one-disclosure.js';
import { OneDisclosurePage } from './one-disclosure-page.js';
import { DisclosureList, PrintPage } from './disclosure-lists.js';
import { ContentPage, DecidePage, RecipientPage, type FormState } from './disclosure-pages.js';
import { disclosureTexts } from './disclosure-texts.js';

const id = (n: number) => `0d8f0a1e-0000-4000-8000-00000000000${n}`;
const html = (page: VNode, lang: Lang = 'sv') => renderToString(<LangContext.Provider value={lang}>{page}</LangContext.Provider>);
const recipient = {
  id: 'region-akut',
  name: 'Akutmottagningen',
  agencyId: 'region',
  agencyName: 'Region Norrbotten',
  agencyKind: 'health-care' as const,
  unitId: 'akut',
  connected: true,
  accepts: ['copy', 'standing'],
  hours: 'dygnet runt',
  phone: null,
};
const now = new Date('2026-03-02T10:00:00Z');
const hers = {
  track: 'exposed' as const,
  recordId: id(1),
  persons: [
    { personId: id(3), role: 'exposed' as const, minor: false, protection: 'none' as const, name: 'Anna Demo' },
    { personId: id(4), role: 'violence-user' as const, minor: false, protection: 'none' as const, name: 'Carl Demo' },
  ],
};
const record: OwnRecordView = { ...hers, caseId: id(2), functionId: 'boden-mottagning-vald', assigned: true, records: [hers] };
const grounds = possibleGrounds(legalGrounds, { agencyKind: 'social-services', agencyId: 'boden' }, recipient, 'copy', now);
const functions = new Map([['region-akut', 'Akutmottagningen, Region Norrbotten']]);
const view: DisclosureView = {
  disclosureId: id(5),
  recordId: id(1),
  recipientAgency: 'region',
  recipientFunction: 'region-akut',
  channel: 'print',
  mode: 'copy',
  classes: ['reference', 'risk'],
  purpose: 'healthcare',
  ground: 'osl-10-1-consent',
  ruleVersion: '1',
  consentId: null,
  urgent: true,
  status: 'open',
  decidedAt: now.toISOString(),
  decidedBy: 'astrid',
  proposedBy: null,
  until: null,
  endedAt: null,
  refusalRule: null,
  refusalCode: null,
  leftOut: [],
  files: [],
};
const content = {
  persons: { identity: { [id(3)]: { name: 'Anna Demo' } }, contact: {}, location: {} },
  entries: {
    support: [
      {
        entryId: id(6),
        type: 'x',
        thing: 'intervention',
        thingId: id(6),
        personId: null,
        occurredAt: '2026-03-01T10:00:00Z',
        fields: { interventionId: id(6), kind: 'counselling', status: 'planned', dueOn: '2026-04-01', functionId: 'region-akut' },
      },
    ],
  },
};

describe('the three steps of a disclosure', () => {
  it.each(['sv', 'en'] as const)('ask for the recipient first (%s)', (lang) =>
    expect(
      html(
        <RecipientPage
          base="/b"
          record={record}
          functions={[{ value: 'region-akut', label: 'Akutmottagningen' }]}
          onlyCopy={false}
          state={{}}
        />,
        lang,
      ),
    ).toContain('Akutmottagningen'),
  );
  it('offer health care no continuous access', () => {
    expect(html(<RecipientPage base="/b" record={record} functions={[]} onlyCopy state={{}} />)).not.toContain('value="standing"');
    expect(html(<RecipientPage base="/b" record={record} functions={[]} onlyCopy={false} state={{}} />)).toContain('value="standing"');
  });
  it('show the possible grounds with their sources; the violence user is not preselected', () => {
    const page = html(
      <ContentPage
        base="/b"
        hidden={{}}
        recipient={recipient}
        mode="copy"
        record={record}
        consents={[]}
        grounds={grounds}
        files={[]}
        state={{}}
      />,
    );
    for (const rule of grounds) expect(page).toContain(rule.id);
    expect(page).toContain('OSL 26:1');
    const ticked = [...page.matchAll(/<input[^>]*name="personIds"[^>]*>/g)]
      .filter(([input]) => input.includes('checked'))
      .map(([input]) => /value="([^"]+)"/.exec(input)?.[1]);
    expect(ticked).toEqual([id(3)]);
  });
  const preview: DisclosurePreview = {
    recipient: { functionId: 'region-akut', name: 'Akutmottagningen', agencyName: 'Region Norrbotten', agencyKind: 'health-care' as const },
    verdict: { allowed: true, rule: 'osl-10-1-consent', ruleVersion: '2', secondPerson: false, restsOnConsent: true, reviewAfter: false },
    content,
    withheld: [{ class: 'location', because: 'protected' }],
    files: {
      going: [{ attachmentId: id(7), name: 'Skadebild.png', class: 'risk', kind: 'photograph', size: 2000 }],
      staying: [{ attachmentId: id(8), name: 'Brev.pdf', class: 'free-text', kind: 'letter', size: 2000, because: 'not-chosen' }],
    },
    fileNamesGo: false,
    previewTag: 'tag',
  };
  const values = { personIds: [id(3), id(4)], ground: 'osl-10-1-consent', step: 'x' };
  const input = { mode: 'copy', ground: 'osl-10-1-consent' } as never;
  const decide = (changed: Partial<DisclosurePreview>, lang: Lang = 'sv') =>
    html(
      <DecidePage
        base="/b"
        idempotencyKey="k"
        values={values}
        input={input}
        preview={{ ...preview, ...changed }}
        ground={ruleOf('osl-10-1-consent', '2')}
        reminders={[]}
        functions={functions}
        changed={null}
      />,
      lang,
    );
  it('show exactly what goes and what stays, in words, and carry every value on', () => {
    const page = decide({});
    for (const shown of [
      'Anna Demo',
      'Rådgivning',
      'Planerad',
      '1 april 2026',
      'Plats och adress',
      'Skyddade personuppgifter',
      'Filer som lämnas',
      'Läs varje fil först',
      'Skadebild.png',
      'Inte vald.',
      'Besluta',
    ])
      expect(page).toContain(shown);
    expect(page.match(new RegExp(`name="personIds" value="${id(4)}"`, 'g'))).toHaveLength(2);
    expect(page).not.toContain(id(6));
    expect(decide({}, 'en')).toContain('Counselling');
  });
  it('let a refused one only be registered as refused', () => {
    const page = decide({
      verdict: { allowed: false, rule: 'r', source: 's', code: 'limit', reason: { sv: 'Regeln säger nej', en: 'No' } },
    });
    expect(page).toContain('Regeln säger nej');
    expect(page).toContain('Registrera avslaget');
    expect(page).not.toContain('>Besluta<');
  });
});

describe('one decision', () => {
  const detail: DisclosureDetail = {
    ...{ ...view, channel: 'system', urgent: false, status: 'proposed', proposedBy: 'astrid', purpose: 'investigation' },
    ...{ recipientKind: 'police', personIds: [id(3)], documentation: { request: 'Begärt i dag', balancing: 'Inga synnerliga skäl' } },
    ...{ circumstances: ['under-18'], consent: null, content, withheld: [], going: [], staying: [] },
    ...{ refusalReason: null, declineNote: null, mayApprove: true, mayDecline: true, previewTag: 'tag', ruleInForce: null },
  };
  const shown = (change: Partial<DisclosureDetail> = {}, state: FormState = {}) =>
    html(
      <OneDisclosurePage
        {...{
          base: '/b',
          view: { ...detail, ...change },
          persons: hers.persons,
          functions,
          staff: new Map([['astrid', 'Astrid, jurist']]),
          state,
          changed: null,
        }}
      />,
    );
  it('shows the second person whom it is about, each field, and what was written down, beside the two answers', () => {
    const page = shown();
    for (const part of ['Anna Demo', 'Rådgivning', 'Begärt i dag', 'Inga synnerliga skäl', 'Astrid, jurist', '/approve', '/decline'])
      expect([part, page.includes(part)]).toEqual([part, true]);
    expect(page).not.toContain('Carl Demo');
  });
  it('gives whoever proposed it no way to approve, and others than those in the record no way at all', () => {
    const own = shown({ mayApprove: false });
    expect([own.includes('/approve'), own.includes('/decline'), own.includes('Be en kollega')]).toEqual([false, true, true]);
    const looking = shown({ mayApprove: false, mayDecline: false });
    expect(/\/approve|\/decline/.test(looking)).toBe(false);
  });
  it('says why it was declined or refused, and shows nothing as if it had crossed', () => {
    const declined = shown({ status: 'declined', declineNote: 'Fel person.', mayApprove: false, mayDecline: false });
    expect([declined.includes('Fel person.'), declined.includes('Rådgivning')]).toEqual([true, false]);
    const reason = { sv: 'Samtycket räcker inte.', en: 'No' };
    expect(shown({ status: 'refused', refusalReason: reason })).toContain('Samtycket räcker inte.');
  });
});

describe('lists of disclosures', () => {
  it.each(['sv', 'en'] as const)('show decisions with their ground, and print what goes by own channel (%s)', (lang) => {
    const page = html(<DisclosureList base="/b" views={[view]} functions={functions} me="astrid" />, lang);
    expect(page).toContain('OSL 10:1');
    expect(page).toContain(`/b/${id(5)}/print`);
  });
  it('let nobody approve blind: from the list a proposal is read first', () => {
    const proposed = { ...view, status: 'proposed' as const, proposedBy: 'astrid' };
    const listed = (me: string) => html(<DisclosureList base="/b" views={[proposed]} functions={functions} me={me} />);
    expect([listed('bo').includes('/approve'), listed('bo').includes('Granska och ta ställning')]).toEqual([false, true]);
    expect(listed('astrid')).not.toContain('Granska och ta ställning');
    expect(listed('bo')).toContain(`href="/b/${id(5)}"`);
  });
  it('tell a declined proposal from what has ended, and the ground asked for from the rule that refused', () => {
    const declined = { ...view, status: 'declined' as const, endedAt: now.toISOString() };
    const page = html(<DisclosureList base="/b" views={[declined]} functions={functions} me="bo" />);
    expect([page.includes('Avslaget förslag'), page.includes('Avslogs'), page.includes('Upphör')]).toEqual([true, true, false]);
    const refused = { ...view, status: 'refused' as const, refusalRule: 'osl-26-9-care', refusalCode: 'limit' };
    const listed = html(<DisclosureList base="/b" views={[refused]} functions={functions} me="bo" />);
    expect([listed.includes('OSL 10:1'), listed.includes('osl-26-9-care')]).toEqual([true, true]);
  });
  it('tell who sees what, class by class, on which ground and until when; and why nothing else is told', () => {
    const part = {
      grantId: id(5),
      kind: 'standing' as const,
      ownerAgency: 'boden',
      recipientAgency: 'region',
      recipientFunction: 'region-akut',
      classes: ['risk' as const],
      purpose: 'plan',
      ground: 'osl-10-1-consent',
      ruleVersion: '1',
      from: now.toISOString(),
      until: null,
      closedAt: now.toISOString(),
      ours: true,
    };
    const copy = { ...part, grantId: id(6), kind: 'copy' as const, classes: ['plan' as const], closedAt: null, ours: false };
    const page = html(
      <WhoSeesPage
        classes={seenClasses([part, copy], now)}
        limits={[]}
        functions={functions}
        agencies={new Map([['boden', 'Bodens kommun']])}
      />,
    );
    for (const shown of [
      'Risk och skydd',
      'Ser inte längre',
      'Upphörde 2 mars 2026',
      'Bodens kommun',
      'Har en kopia',
      'Varför syns inget annat',
    ])
      expect(page).toContain(shown);
  });
  it('mark the print as secret, with the protection at the recipient', () => {
    const protection = { sv: 'Stark sekretess', en: 'Strong secrecy' };
    const limits = { protection, partyMaySee: 'no' as const, purpose: 'healthcare', reservation: 'Lämnas inte vidare.' };
    const page = html(<PrintPage {...{ view, content, functions, limits }} withheld={[]} sender="Socialtjänsten i Boden" />);
    for (const shown of [
      'SEKRETESS',
      'Stark sekretess',
      'Vård',
      'En part får inte se',
      'Lämnas inte vidare.',
      'Anna Demo',
      'Socialtjänsten i Boden',
    ])
      expect(page).toContain(shown);
    expect(page).not.toContain('lämnas inte längre');
  });
});

describe('the form', () => {
  it('becomes the command’s input: dates of days, documentation by kind, free text never by itself', () => {
    const body = {
      mode: 'standing',
      recipientFunction: 'f',
      classes: ['risk'],
      personIds: id(3),
      untilDate: '2026-04-01',
      facts: 'all',
      'documentation.necessity': ' Behövs ',
      ground: 'g',
    };
    expect(disclosureOf(body, { recordId: id(1), caseId: id(2) })).toMatchObject({
      classes: ['reference', 'risk'],
      personIds: [id(3)],
      until: '2026-04-01T21:59:59Z',
      factsFrom: '1970-01-01T00:00:00.000Z',
      documentation: { necessity: 'Behövs' },
      urgent: false,
    });
  });
  it('shows a fault at its own field', () =>
    expect(
      disclosureErrors(
        [
          { path: 'until', message: 'a' },
          { path: 'personIds', message: 'b' },
        ],
        disclosureTexts('sv'),
        true,
      ),
    ).toEqual([
      { path: 'untilDate', message: 'a' },
      { path: 'personIds', message: 'Välj vem det gäller.' },
    ]));
});
