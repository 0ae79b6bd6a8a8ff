import { renderToString } from 'preact-render-to-string';
import { LangContext } from '#libs/ui';
import { ruleOf } from '#src/coordination/legal-rules/index';
import type { CaseChainView } from './case-chain.view.js';
import { ReceivedCard } from './received-card.js';

type Received = CaseChainView['received'][number];
const rule = ruleOf('osl-10-14-reservation', '1')!;
const copy: Received = {
  ...{ receivedId: 'r', recordId: 'a', caseId: 'c', inIntake: false, recipientFunction: 'kvinnojouren', fromAgency: 'boden' },
  ...{ sourceKind: 'disclosure', ground: rule.id, ruleVersion: '1', toKind: 'civil-society', classes: ['reference'], withheld: [] },
  ...{ receivedAt: '2026-03-02T10:00:00Z', endedAt: null, ended: false, endedClasses: [], files: [], fromName: 'Bodens kommun' },
  ...{ purpose: 'protection', reservation: 'Lämnas inte vidare.', partyMaySee: rule.partyMaySee },
  protection: rule.protectionAtRecipient['civil-society']!,
  content: { persons: { identity: {}, contact: {}, location: {} }, entries: {} },
};
const html = (received: Received, opened: readonly string[] = []): string =>
  renderToString(
    <LangContext.Provider value="sv">
      <ReceivedCard received={[received]} opened={opened} />
    </LangContext.Provider>,
  );

describe('a copy as its recipient reads it', () => {
  it('stands with its ground and what binds it: the reservation, its protection, its purpose, and what a party may see', () => {
    const page = html(copy);
    for (const part of ['Utlämnande med förbehåll', 'Lämnas inte vidare.', 'tystnadsplikt', 'Skydd', 'En part får inte se'])
      expect([part, page.includes(part)]).toEqual([part, true]);
  });
  it('says nothing of a reservation where none was made', () =>
    expect(html({ ...copy, reservation: null })).not.toContain('Förbehåll (OSL'));
  it('says which classes the disclosure covers no longer, or that it has ended', () => {
    const page = html({ ...copy, endedClasses: ['contact'] });
    expect(page).toContain('Utlämnandet omfattar inte längre: Kontaktuppgifter');
    const whole = html({ ...copy, ended: true, endedClasses: ['contact'] });
    expect([whole.includes('Utlämnandet har upphört'), whole.includes('omfattar inte längre')]).toEqual([true, false]);
    expect(html(copy)).not.toMatch(/upphört|omfattar inte längre/); // control
  });
  it('offers its files to be saved, and not to whom the record was opened in an emergency', () => {
    const file = {
      attachmentId: 'f',
      personId: 'p',
      class: 'health',
      kind: 'certificate',
      mediaType: 'application/pdf',
      extension: 'pdf',
      size: 9,
    };
    const withFile = { ...copy, files: [file] } as Received;
    const offered = (page: string) => [page.includes('Intyg'), page.includes('/f/content'), page.includes('Kan inte sparas ned')];
    expect(offered(html(withFile, [copy.recordId]))).toEqual([true, false, true]);
    expect(offered(html(withFile, ['another']))).toEqual([true, true, false]);
    // What waits at the function is no part of the record that was opened.
    expect(offered(html({ ...withFile, inIntake: true }, [copy.recordId]))).toEqual([true, true, false]);
  });
  it('says what came and does not show since somebody here is protected', () => {
    expect(html({ ...copy, withheld: ['location'] })).toContain('alert');
    expect(html(copy)).not.toContain('alert');
  });
});
