import { randomUUID } from 'node:crypto';
import { demoPersons, type DemoPerson } from '#config/demo';
import { swedishDate } from '#libs/shared-kernel';
import type { Journey, Stage } from './journey.js';
import { Player } from './player.js';

const DAY = 86_400_000;
const { exposed, violenceUser, childNine, childFour } = demoPersons;
const person = ({ id, givenName, familyName, personnummer, street, postcode, town }: DemoPerson) => ({
  personId: id,
  name: `${givenName} ${familyName}`,
  personNumber: personnummer,
  address: `${street}, ${postcode} ${town}`,
});

interface Link {
  thing: string;
  thingId: string;
  ownerAgency: string;
  own: boolean;
  status?: string;
}
interface Chain {
  record: { recordId: string };
  links: Link[];
  received: { receivedId: string; fromAgency: string; ended: boolean; classes: string[] }[];
  gaps: { kind: string }[];
}
interface Referral {
  status: string;
  side: string;
  contentOpen?: boolean;
  persons?: { personId: string; identity?: { name: string } }[];
  conversation?: { kind: string; questionId?: string }[];
}
interface Trail {
  items: { who: { agencyId: string; duty: string }; operation: string; caseId: string | null; outcome: string }[];
}

/**
 * Scenario 2 of the domain: from a police report in Luleå, over a request to the wrong municipality, to a joint plan in Boden with health care,
 * and a consent withdrawn in part. Each person acts as themself; every claim about what somebody sees is read from an answer.
 */
export const policeReportToSupport: Journey = {
  name: 'police-report-to-support',
  play: async (url, stage) => {
    const ids = { recordId: randomUUID(), caseId: randomUUID(), reportId: randomUUID(), consentId: randomUUID(), referralId: randomUUID() };
    const today = new Date(stage.now());
    const day = (offset: number): string => swedishDate(new Date(today.getTime() + offset * DAY));
    const moment = (offset: number): string => new Date(today.getTime() + offset * DAY).toISOString();
    const [jonas, ellen, amira, sara, maria, ingaLill, johan] = (await Promise.all(
      [
        'police-officer',
        'police-liaison',
        'lulea-caseworker',
        'boden-caseworker',
        'region-caseworker',
        'boden-supervisor',
        'boden-kin',
      ].map((name) => Player.login(url, `demo-${name}`)),
    )) as [Player, Player, Player, Player, Player, Player, Player];

    stage.say('1', 'Jonas Niemi, polisinspektör, registrerar anmälan och hennes samtycke i bilen');
    await jonas.send('/api/v1/police/reports', {
      ...ids,
      consentId: undefined,
      referralId: undefined,
      functionId: 'polis-lulea-lpo',
      reportNumber: '5000-K000001-26',
      offence: 'gross-violation-of-a-woman',
      occurredOn: day(-1),
      immediateRisk: true,
      summary: 'Grannar larmade. Hon berättar om upprepat våld och om hot sedan hon sagt att hon vill flytta.',
      exposed: { ...person(exposed), phone: exposed.phone, safeContact: exposed.safeContact },
      suspect: person(violenceUser),
      children: [person(childNine), person(childFour)],
    });
    await jonas.send('/api/v1/consents', {
      consentId: ids.consentId,
      recordId: ids.recordId,
      caseId: ids.caseId,
      personId: exposed.id,
      givenBy: 'adult',
      form: 'oral',
      alone: 'yes',
      recipients: ['lulea-mottagning-vald'],
      classes: ['identity', 'contact', 'crime', 'risk', 'support'],
      purposes: ['support', 'protection'],
      until: moment(120),
      circumstances: 'in-car',
      safeContact: `${exposed.safeContact.number}, ${exposed.safeContact.hours}`,
    });
    stage.say('1', 'Förfrågan går till Luleås funktion, som är fel kommun');
    await jonas.send('/api/v1/referrals', {
      referralId: ids.referralId,
      recordId: ids.recordId,
      caseId: ids.caseId,
      fromFunction: 'polis-lulea-lpo',
      toFunction: 'lulea-mottagning-vald',
      personIds: [exposed.id],
      classes: ['identity', 'contact', 'crime', 'risk'],
      need: ['support', 'protection'],
      purpose: 'support',
      ground: 'osl-10-1-consent',
      consentId: ids.consentId,
    });
    const referral = `/api/v1/referrals/${ids.referralId}`;
    const atLulea = await amira.until<Referral>(referral, ({ status }) => status === 'new');
    stage.check('Luleå läser vem förfrågan gäller', atLulea.persons?.[0]?.identity?.name === 'Linda Mäki');
    stage.check('Boden ser ännu ingenting', (await sara.request('GET', referral)).status === 404);
    stage.check('Polisens kontaktperson ser förfrågan', (await ellen.request('GET', referral)).status === 200);
    stage.check('men inget ärende', (await ellen.request('GET', `/api/v1/cases/${ids.caseId}/chain`)).status === 404);

    stage.say('2', 'Amira Haddad, Luleå, återsänder: fel kommun');
    await amira.send(`${referral}/return`, { reason: 'wrong-municipality' });
    const former = await amira.until<Referral>(referral, ({ side }) => side === 'former');
    stage.check('Luleå behåller sin egen åtgärd men inte innehållet', former.persons === undefined && former.side === 'former');
    const tooEarly = await jonas.request<{ type: string }>('POST', `${referral}/send-on`, {
      toFunction: 'boden-mottagning-vald',
      ground: 'osl-10-1-consent',
      consentId: ids.consentId,
    });
    stage.check('Utan hennes samtycke till Boden stoppas vidaresändningen', tooEarly.status === 422);
    stage.say('2', 'Hon samtycker till Boden; Jonas sänder vidare');
    await jonas.send(`/api/v1/consents/${ids.consentId}/extensions`, { recipients: ['boden-mottagning-vald'], form: 'oral', alone: 'yes' });
    await jonas.send(`${referral}/send-on`, { toFunction: 'boden-mottagning-vald', ground: 'osl-10-1-consent', consentId: ids.consentId });

    stage.say('2', 'Sara Lindbäck, Boden, kvitterar, begär komplettering och accepterar');
    await sara.until<Referral>(referral, ({ status }) => status === 'new');
    await sara.send(`${referral}/acknowledge`);
    const questionId = randomUUID();
    await sara.send(`${referral}/questions`, { questionId, question: 'Finns det barn i hushållet?' });
    await jonas.until<Referral>(referral, ({ conversation }) => conversation?.some((line) => line.questionId === questionId) ?? false);
    await jonas.send(`${referral}/questions/${questionId}/answer`, { answer: 'Ja, två barn. Orosanmälan går för sig.' });
    await sara.send(`${referral}/accept`);
    stage.check('Hennes bror, som arbetar i Boden, kan inte se att förfrågan finns', (await johan.request('GET', referral)).status === 404);

    stage.say('3', 'Sara öppnar ärendet: en egen akt med en märkt kopia av det hon fått');
    const opened = await sara.send<{ id: string }>(`${referral}/case`);
    const chain = `/api/v1/cases/${ids.caseId}/chain`;
    const own = await sara.until<Chain>(chain, ({ received }) => received.length > 0);
    const recordId = opened.id;
    stage.check(
      'Boden har en egen akt med en kopia från polisen',
      own.record.recordId === recordId && own.received[0]?.fromAgency === 'polisen-norrbotten',
    );
    stage.check(
      'Boden ser inte polisens kedja, bara sin egen',
      own.links.every((link) => link.own),
    );
    for (const child of [childNine, childFour])
      await sara.send('/api/v1/people', { recordId, caseId: ids.caseId, role: 'child', ...person(child) });
    await sara.send('/api/v1/risk-assessments', {
      assessmentId: randomUUID(),
      recordId,
      caseId: ids.caseId,
      personId: exposed.id,
      occasion: 'first-contact',
      ...stage.riskAnswers('high'),
      assessedOn: day(0),
      reviewOn: day(30),
    });
    stage.say('3', 'Samtycke till vårdcentralen; löpande utlämnande av plan och stöd, och en förfrågan');
    const bodenConsent = randomUUID();
    await sara.send('/api/v1/consents', {
      consentId: bodenConsent,
      recordId,
      caseId: ids.caseId,
      personId: exposed.id,
      givenBy: 'adult',
      form: 'oral',
      alone: 'yes',
      recipients: ['vardcentral-boden-kurator', 'polis-lulea-lpo'],
      classes: ['identity', 'contact', 'plan', 'support', 'risk'],
      purposes: ['support', 'plan', 'healthcare', 'protection'],
      until: moment(180),
      circumstances: 'at-meeting',
    });
    const toCare = {
      recordId,
      caseId: ids.caseId,
      purpose: 'plan',
      ground: 'osl-10-1-consent',
      consentId: bodenConsent,
      personIds: [exposed.id],
    };
    const noGround = await sara.request<{ rule?: string }>('POST', '/api/v1/disclosures', {
      ...toCare,
      disclosureId: randomUUID(),
      recipientFunction: 'vardcentral-boden-kurator',
      mode: 'standing',
      classes: ['plan'],
      until: moment(90),
      ground: 'osl-10-27',
      consentId: undefined,
    });
    stage.check(
      'Generalklausulen öppnar inte socialtjänstens sekretess: utlämnandet vägras',
      noGround.status === 422 && noGround.body.rule !== undefined,
    );
    const standing = { ...toCare, mode: 'standing', classes: ['plan', 'support'], until: moment(90) };
    await sara.send('/api/v1/disclosures', { ...standing, disclosureId: randomUUID(), recipientFunction: 'vardcentral-boden-kurator' });
    await sara.send('/api/v1/disclosures', { ...standing, disclosureId: randomUUID(), recipientFunction: 'polis-lulea-lpo' });
    const calledIn = randomUUID();
    await sara.send('/api/v1/referrals', {
      referralId: calledIn,
      recordId,
      caseId: ids.caseId,
      fromFunction: 'boden-mottagning-vald',
      toFunction: 'vardcentral-boden-kurator',
      personIds: [exposed.id],
      classes: ['identity', 'contact'],
      need: ['plan-participation', 'treatment'],
      purpose: 'plan',
      ground: 'osl-10-1-consent',
      consentId: bodenConsent,
    });
    stage.say('3', 'Maria Stenlund, kurator, accepterar och öppnar vårdens egen akt');
    await maria.until<Referral>(`/api/v1/referrals/${calledIn}`, ({ status }) => status === 'new');
    await maria.send(`/api/v1/referrals/${calledIn}/accept`);
    const careRecord = (await maria.send<{ id: string }>(`/api/v1/referrals/${calledIn}/case`)).id;

    stage.say('3', 'Gemensam plan (SIP) med mål, insatser, ansvariga och datum');
    const [planId, goalId] = [randomUUID(), randomUUID()];
    const line = (kind: string, responsibleFunction: string, dueIn: number, followUpIn?: number) => ({
      lineId: randomUUID(),
      goalId,
      kind,
      responsibleFunction,
      dueOn: day(dueIn),
      ...(followUpIn ? { followUpOn: day(followUpIn) } : {}),
    });
    const draft = {
      planId,
      recordId,
      caseId: ids.caseId,
      personId: exposed.id,
      goals: [{ goalId, goal: 'Hon och barnen är trygga och har stöd' }],
      lines: [
        line('counselling', 'boden-mottagning-vald', 7, 30),
        line('treatment', 'vardcentral-boden-kurator', 14),
        line('protective-measures', 'polis-lulea-lpo', 3, 14),
      ],
      leaderFunction: 'boden-mottagning-vald',
      participation: 'took-part',
    };
    const { version } = await sara.send<{ version: string }>('/api/v1/plans', draft);
    await sara.send(`/api/v1/plans/${planId}/agree`, {}, version);
    const caseOf = `?caseId=${ids.caseId}`;
    type Items = { items: { interventionId: string; status: string }[] };
    const planned = ({ items }: Items): boolean => items.length > 0;
    const [support] = (await sara.until<Items>(`/api/v1/social-services/interventions${caseOf}`, planned)).items;
    const [care] = (await maria.until<Items>(`/api/v1/health-care/interventions${caseOf}`, planned)).items;
    const [measure] = (await jonas.until<Items>(`/api/v1/police/measures${caseOf}`, planned)).items;
    stage.check('Varje myndighet har planerat sin egen insats ur planen', Boolean(support && care && measure));

    stage.say('4', 'Var och en rapporterar sina insatser');
    await sara.send(`/api/v1/social-services/interventions/${support!.interventionId}/report`, { step: 'start', on: day(0) });
    await maria.send(`/api/v1/health-care/interventions/${care!.interventionId}/report`, { step: 'start', on: day(0) });
    await maria.send(`/api/v1/health-care/interventions/${care!.interventionId}/report`, {
      step: 'interrupt',
      on: day(0),
      reason: 'not-reached',
    });
    await jonas.send(`/api/v1/police/measures/${measure!.interventionId}/report`, { step: 'start', on: day(0) });
    await jonas.send(`/api/v1/police/measures/${measure!.interventionId}/report`, { step: 'complete', on: day(0) });
    stage.say('4', 'Vården lämnar en kopia till Boden (PDL 5:4: vården delar bara kopior)');
    const careConsent = randomUUID();
    await maria.send('/api/v1/consents', {
      consentId: careConsent,
      recordId: careRecord,
      caseId: ids.caseId,
      personId: exposed.id,
      givenBy: 'adult',
      form: 'oral',
      alone: 'yes',
      recipients: ['boden-mottagning-vald'],
      classes: ['identity', 'support', 'health'],
      purposes: ['plan', 'support'],
      until: moment(180),
      circumstances: 'at-visit',
    });
    const fromCare = {
      disclosureId: randomUUID(),
      recordId: careRecord,
      caseId: ids.caseId,
      recipientFunction: 'boden-mottagning-vald',
      classes: ['support', 'health'],
      purpose: 'plan',
      ground: 'osl-10-1-consent',
      consentId: careConsent,
      personIds: [exposed.id],
    };
    const live = await maria.request<{ rule?: string }>('POST', '/api/v1/disclosures', {
      ...fromCare,
      disclosureId: randomUUID(),
      mode: 'standing',
      until: moment(60),
    });
    stage.check('Vården kan inte ge löpande insyn', live.status === 422 && live.body.rule !== undefined);
    await maria.until<Chain>(chain, ({ links }) => links.some(({ thing, own: mine }) => thing === 'intervention' && mine));
    await maria.send('/api/v1/disclosures', { ...fromCare, mode: 'copy' });
    const inBoden = await sara.until<Chain>(chain, ({ received }) => received.some(({ fromAgency }) => fromAgency === 'region-norrbotten'));
    stage.check(
      'Kopian är en del av Bodens egen akt',
      inBoden.received.some(({ fromAgency }) => fromAgency === 'region-norrbotten'),
    );
    const atCare = await maria.until<Chain>(chain, ({ links }) =>
      links.some(({ ownerAgency, thing }) => ownerAgency === 'socialtjanst-boden' && thing === 'intervention'),
    );
    stage.check(
      'Vården ser Bodens plan och insats, som har lämnats ut',
      ['plan', 'intervention'].every((thing) =>
        atCare.links.some((link) => link.thing === thing && link.ownerAgency === 'socialtjanst-boden'),
      ),
    );
    stage.check(
      'men ingenting av polisens',
      atCare.links.every(({ ownerAgency }) => ownerAgency !== 'polisen-norrbotten'),
    );
    stage.check(
      'och inte Bodens riskbedömning',
      atCare.links.every(({ thing, own: mine }) => mine || thing !== 'risk'),
    );
    stage.check(
      'Luckor flaggas i Boden: barn utan egen bedömning',
      inBoden.gaps.some(({ kind }) => /child/.test(kind)),
    );
    stage.show('Boden', inBoden.links, inBoden.gaps);
    stage.show('Vården', atCare.links, atCare.gaps);

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
    await summary(stage, { jonas, ellen, amira, sara, maria }, ids);
  },
};

/** What each of the five can see at the end, counted from their own answers. */
const summary = async (
  stage: Stage,
  people: Record<'jonas' | 'ellen' | 'amira' | 'sara' | 'maria', Player>,
  ids: { caseId: string; referralId: string },
): Promise<void> => {
  stage.say('–', 'Vad var och en ser nu');
  for (const [name, player] of Object.entries(people)) {
    const seen = await player.request<Partial<Chain>>('GET', `/api/v1/cases/${ids.caseId}/chain`);
    const request = await player.request<Referral>('GET', `/api/v1/referrals/${ids.referralId}`);
    const foreign = seen.body.links?.filter((link) => !link.own).length ?? 0;
    const chain = seen.status === 200 ? `${seen.body.links?.length} länkar i kedjan, ${foreign} av dem utlämnade av andra` : 'inget ärende';
    const side =
      request.status === 200
        ? request.body.side === 'former'
          ? 'bara sin egen återsändning'
          : `förfrågan som ${request.body.side === 'sender' ? 'avsändare' : 'mottagare'}`
        : 'ingen förfrågan';
    stage.line(`    ${name.padEnd(6)} ${chain}; ${side}`);
  }
};
