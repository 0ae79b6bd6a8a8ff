import { randomUUID } from 'node:crypto';
import type { Chain, Referral } from '../seen.js';
import type { Story, Trail } from './story.js';
import type { Opened } from './open-case.js';
import { whatEachSees } from './what-each-sees.js';

/** Acts 5 and 6: part of the consent is withdrawn, and the supervisor reviews who read what. */
export const withdrawalAndReview = async (
  { people: { jonas, ellen, amira, sara, maria, ingaLill }, stage, ids, referral, chain }: Story,
  { bodenConsent, standing }: Opened,
): Promise<void> => {
  stage.say('5', 'Hon återkallar en del av samtycket: vårdcentralen ska inte längre följa plan och stöd');
  await sara.send(`/api/v1/consents/${bodenConsent}/withdrawals`, {
    scope: { kind: 'part', recipients: ['vardcentral-boden-kurator'] },
    alone: 'yes',
  });
  const next = await maria.get<Chain>(chain);
  stage.check(
    'I nästa läsning ser vården ingenting av Bodens',
    next.links.every(({ ownerAgency }) => ownerAgency !== 'socialtjanst-boden'),
  );
  stage.check(
    'Kopian som vården fått finns kvar, märkt',
    next.received.some(({ fromAgency, ended }) => fromAgency === 'socialtjanst-boden' && ended),
  );
  const again = await sara.request('POST', '/api/v1/disclosures', {
    ...standing,
    disclosureId: randomUUID(),
    recipientFunction: 'vardcentral-boden-kurator',
  });
  stage.check('Inget nytt kan lämnas ut på det samtycket', again.status === 422);
  const police = await jonas.get<Chain>(chain);
  stage.check(
    'Polisens utlämnande berörs inte',
    police.links.some(({ ownerAgency }) => ownerAgency === 'socialtjanst-boden'),
  );
  await sara.send(`${referral}/outcome`, { outcome: 'support-started' });
  const reported = await ellen.until<Referral>(referral, ({ status }) => status === 'done');
  stage.check('Polisens kontaktperson ser att stödet har kommit igång', reported.status === 'done');

  stage.say('6', 'Inga-Lill Holmström, enhetschef i Boden, granskar vem som läst vad');
  const trail = await ingaLill.get<Trail>(`/api/v1/audit?caseId=${ids.caseId}`);
  stage.check(
    'Loggen visar Saras läsning',
    trail.items.some(
      ({ operation, outcome, who }) => operation === 'case-chain' && outcome === 'allowed' && who.agencyId === 'socialtjanst-boden',
    ),
  );
  stage.check(
    'och vårdens läsning av Bodens uppgifter',
    trail.items.some(({ operation, who }) => operation === 'case-chain' && who.agencyId === 'region-norrbotten'),
  );
  const denials = await ingaLill.get<Trail>('/api/v1/audit?outcome=denied');
  stage.check(
    'och broderns nekade försök',
    denials.items.some(({ outcome, who }) => outcome === 'denied' && who.agencyId === 'socialtjanst-boden'),
  );
  stage.check('Enhetschefen läser loggen, inte ärendet', (await ingaLill.request('GET', chain)).status === 404);
  await whatEachSees(stage, { jonas, ellen, amira, sara, maria }, { referral, chain });
};
