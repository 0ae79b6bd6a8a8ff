import { randomUUID } from 'node:crypto';
import { demoPersons } from '#config/demo/persons';
import { instruments, questionsOf } from '#config/instruments';
import { ok, type World } from '../support/world.js';
import { acknowledgeGap, clocksOf, concern, extendClock, fileThatCame, reviewLog } from './played-acts.js';
import { MEETING_FIELDS, playMeetings } from './played-meetings.js';

const DAY = 86_400_000;
const { exposed, violenceUser, childNine } = demoPersons;

/** A word that stands in one field alone: wherever it is seen, that field has been seen. Letters only, so that no escaping hides it. */
const canary = (field: string, tag: string): string => `Kanarie${field}${tag}Zq`;
const FIELDS = [
  ...['ReportNumber', 'Summary', 'Name', 'Address', 'Municipality', 'School', 'Workplace', 'Phone'],
  ...['SafeNumber', 'SafeHours', 'SafeLanguage', 'SafeNote', 'SuspectName', 'SuspectAddress', 'SuspectPhone', 'SuspectWorkplace'],
  ...['ChildName', 'ChildSchool', 'ChildAddress', 'PoliceConsentContact', 'PoliceConsentNote', 'Message', 'ReturnNote'],
  ...['Question', 'Answer', 'OverrideReason', 'BodenConsentNote', 'CareMessage', 'PlanNeed', 'PlanGoal', 'PlanDetails', 'PlanOthers'],
  ...[
    'SupportNote',
    'CareNote',
    'CareConsentNote',
    'MeasureNote',
    'BreachNote',
    'DisclosureWords',
    'VaultReason',
    'UrgentReason',
    'UrgentRequestReason',
  ],
  ...['NeighbourReason', 'Court', 'ClockReason', 'GapReason'],
  ...['OfferNote', 'ExposureNote', 'FileName', 'FileFrom', 'FileWords', 'CrossedName', 'CrossedWords'],
  ...['ConcernWords', 'ConcernChild', 'Reporter', 'ProtectionReason', 'ExtensionReason'],
  ...['ReviewReason', 'ReviewExplanation', 'ReviewNote', 'IncidentWords', 'ExtractReason', 'ClosingNote'],
  ...MEETING_FIELDS,
] as const;
export type CanaryField = (typeof FIELDS)[number];

export interface PlayedCase {
  readonly canaries: Readonly<Record<CanaryField, string>>;
  readonly ids: Ids;
  readonly numbers: Required<Play>['numbers'];
  /** What tells where to look for her without a word: when she is met, and that a shelter is to do something for her. */
  readonly signs: Readonly<Record<'MeetingMoment' | 'ShelterLine', string>>;
  /** Values for each parameter of a route, for a walk over all of them. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  /** Withdraws the consent that health care's standing disclosure rests on. */
  withdraw(): Promise<void>;
}
type Ids = Readonly<Record<(typeof ID_NAMES)[number], string>>;
const ID_NAMES = [
  ...(['caseId', 'policeRecord', 'bodenRecord', 'careRecord', 'reportId', 'policeConsent', 'bodenConsent', 'careConsent'] as const),
  ...(['referralId', 'careReferral', 'questionId', 'assessmentId', 'planId', 'goalId', 'measureId', 'supportId', 'careId'] as const),
  ...([
    'standingId',
    'copyId',
    'urgentId',
    'personId',
    'suspectId',
    'childId',
    'openingId',
    'courtConsent',
    'urgentReferral',
    'relationId',
    'proceedingId',
    'reviewId',
    'offerNote',
    'exposureNote',
    'attachmentId',
    'crossedFile',
    'crossedCopy',
    'childRecord',
    'concernChild',
    'concernId',
    'extensionId',
    'inquiryId',
    'placementId',
    'followUpId',
  ] as const),
] as const;

/** What may be otherwise from case to case. Left out: as in the demonstration. */
export interface Play {
  /** Of the exposed person. */
  readonly protection?: string;
  /** Classes that the police's request carries beside her identity. */
  readonly shared?: readonly string[];
  /** Classes that Boden's request to health care carries beside her identity. */
  readonly sharedWithCare?: readonly string[];
  /** Classes of later facts that health care sees. */
  readonly standing?: readonly string[];
  /** Whether Boden asks for the vault, and whether the police decides something alone under "Akut". */
  readonly vault?: boolean;
  readonly urgent?: boolean;
  /** Personal numbers: twelve digits. */
  readonly numbers?: { readonly exposed: string; readonly suspect: string; readonly child: string };
}
const AS_DEMONSTRATED = {
  protection: 'none',
  shared: ['contact', 'crime', 'free-text'],
  sharedWithCare: ['contact', 'free-text'],
  standing: ['plan', 'support'],
  vault: true,
  urgent: true,
  numbers: { exposed: exposed.personnummer, suspect: violenceUser.personnummer, child: childNine.personnummer },
} satisfies Required<Play>;

/**
 * The main journey up to the plan, with a canary in every field that holds words about a person: report, consent, a request returned by Luleå and
 * accepted in Boden, question and answer, risk assessment, disclosures, plan, and a measure of each agency.
 */
export const playCase = async (world: World, tag: string, play: Play = {}): Promise<PlayedCase> => {
  const { protection, shared, sharedWithCare, standing, vault, urgent, numbers } = { ...AS_DEMONSTRATED, ...play };
  const canaries = Object.fromEntries(FIELDS.map((field) => [field, canary(field, tag)])) as Record<CanaryField, string>;
  const ids: Record<keyof Ids, string> = Object.fromEntries(ID_NAMES.map((name) => [name, randomUUID()])) as never;
  const c = canaries;
  const { caseId, personId } = ids;
  const day = (offset: number): string => new Date(world.clock.now().getTime() + offset * DAY).toISOString().slice(0, 10);
  const moment = (offset: number): string => new Date(world.clock.now().getTime() + offset * DAY).toISOString();
  const [jonas, amira, sara, maria] = await Promise.all(
    ['police-officer', 'lulea-caseworker', 'boden-caseworker', 'region-caseworker'].map((name) => world.api(`demo-${name}`)),
  );
  if (!jonas || !amira || !sara || !maria) throw new Error('nobody is logged in');

  await ok(
    jonas.post('/api/v1/police/reports', {
      ...{ reportId: ids.reportId, recordId: ids.policeRecord, caseId, functionId: 'polis-lulea-lpo', reportNumber: c.ReportNumber },
      ...{ offence: 'gross-violation-of-a-woman', occurredOn: day(-1), immediateRisk: true, summary: c.Summary },
      exposed: {
        ...{ personId, protection, name: c.Name, personNumber: numbers.exposed, address: c.Address, municipality: c.Municipality },
        ...{ school: c.School, workplace: c.Workplace, phone: c.Phone },
        safeContact: { way: 'phone', number: c.SafeNumber, hours: c.SafeHours, language: c.SafeLanguage, note: c.SafeNote },
      },
      suspect: {
        ...{ personId: ids.suspectId, name: c.SuspectName, personNumber: numbers.suspect, address: c.SuspectAddress },
        ...{ phone: c.SuspectPhone, workplace: c.SuspectWorkplace },
      },
      children: [{ personId: ids.childId, name: c.ChildName, personNumber: numbers.child, school: c.ChildSchool, address: c.ChildAddress }],
    }),
  );
  // The officer is a neighbour of hers, and goes on; later he takes that back, which waits for the head.
  await ok(jonas.post('/api/v1/me/relations', { personnummer: numbers.exposed, relation: 'neighbour' }));
  await ok(jonas.post(`/api/v1/cases/${caseId}/neighbour`, { reason: `Ingen annan i tjänst: ${c.NeighbourReason}` }));
  const relations = await ok<{ items: { relationId: string; relation: string }[] }>(jonas.get('/api/v1/me/relations'));
  ids.relationId = relations.items.find(({ relation }) => relation === 'neighbour')!.relationId;
  await ok(jonas.post(`/api/v1/me/relations/${ids.relationId}/retraction`, { reason: 'no-longer-so' }));
  const consent = { caseId, personId, givenBy: 'adult', form: 'oral', alone: 'yes', until: moment(180) };
  await ok(
    jonas.post('/api/v1/consents', {
      ...{
        ...consent,
        consentId: ids.policeConsent,
        recordId: ids.policeRecord,
        circumstances: 'in-car',
        purposes: ['support', 'protection'],
      },
      ...{ recipients: ['lulea-mottagning-vald', 'boden-mottagning-vald'], classes: ['identity', 'contact', 'crime', 'risk', 'free-text'] },
      ...{ safeContact: c.PoliceConsentContact, note: c.PoliceConsentNote },
    }),
  );
  await ok(
    jonas.post('/api/v1/interventions', {
      ...{ interventionId: ids.measureId, recordId: ids.policeRecord, caseId, personId, kind: 'protective-measures' },
      ...{ functionId: 'polis-lulea-lpo', dueOn: day(3), note: c.MeasureNote },
    }),
  );
  await ok(
    jonas.post('/api/v1/notes', {
      ...{ type: 'police.ReferralOffered', noteId: ids.offerNote, recordId: ids.policeRecord, caseId, personId, on: day(-1) },
      ...{ to: ['social-services'], outcome: 'consented', note: c.OfferNote },
    }),
  );
  await ok(
    jonas.post(`/api/v1/police/contact-ban-breaches/${ids.proceedingId}`, {
      ...{ step: 'register', recordId: ids.policeRecord, caseId, personId, on: day(0), manner: 'approached', note: c.BreachNote },
    }),
  );
  await world.settle();
  const byConsent = { ground: 'osl-10-1-consent', consentId: ids.policeConsent };
  await ok(
    jonas.post('/api/v1/referrals', {
      ...{ referralId: ids.referralId, recordId: ids.policeRecord, caseId, fromFunction: 'polis-lulea-lpo', personIds: [personId] },
      ...{
        toFunction: 'lulea-mottagning-vald',
        classes: ['identity', ...shared],
        need: ['support'],
        purpose: 'support',
      },
      ...byConsent,
      // Words cross only where they were consented to.
      ...(shared.includes('free-text') ? { message: c.Message } : {}),
    }),
  );
  const referral = `/api/v1/referrals/${ids.referralId}`;
  await world.settle();
  await ok(amira.post(`${referral}/return`, { reason: 'wrong-municipality', note: c.ReturnNote }));
  await world.settle();
  await ok(jonas.post(`${referral}/send-on`, { toFunction: 'boden-mottagning-vald', ...byConsent }));
  await world.settle();
  await ok(sara.post(`${referral}/questions`, { questionId: ids.questionId, question: c.Question }));
  await world.settle();
  await ok(
    jonas.post(`${referral}/questions/${ids.questionId}/answer`, {
      class: shared.includes('free-text') ? 'free-text' : 'identity',
      answer: c.Answer,
    }),
  );
  await ok(sara.post(`${referral}/accept`, {}));
  ids.bodenRecord = (await ok<{ id: string }>(sara.post(`${referral}/case`, {}))).id;
  await world.settle();

  const [instrument] = instruments;
  if (!instrument) throw new Error('no instrument');
  const recordId = ids.bodenRecord;
  await ok(
    sara.post('/api/v1/risk-assessments', {
      ...{ assessmentId: ids.assessmentId, recordId, caseId, personId, occasion: 'first-contact', instrument: instrument.id },
      answers: Object.fromEntries(questionsOf(instrument).map(({ key }) => [key, 'no'])),
      ...{ level: 'high', overrideReason: c.OverrideReason, assessedOn: day(0), reviewOn: day(30) },
    }),
  );
  await ok(
    sara.post('/api/v1/consents', {
      ...{ ...consent, consentId: ids.bodenConsent, recordId, circumstances: 'at-meeting', note: c.BodenConsentNote },
      ...{ recipients: ['vardcentral-boden-kurator'], classes: ['identity', 'contact', 'plan', 'support', 'free-text'] },
      purposes: ['support', 'plan', 'healthcare'],
    }),
  );
  const toCare = { recordId, caseId, purpose: 'plan', ground: 'osl-10-1-consent', consentId: ids.bodenConsent, personIds: [personId] };
  await ok(
    sara.post('/api/v1/disclosures', {
      ...{ ...toCare, disclosureId: ids.standingId, recipientFunction: 'vardcentral-boden-kurator', mode: 'standing' },
      ...{ classes: standing, until: moment(90), documentation: { reason: c.DisclosureWords } },
    }),
  );
  await ok(
    sara.post('/api/v1/referrals', {
      ...{ ...toCare, referralId: ids.careReferral, fromFunction: 'boden-mottagning-vald', toFunction: 'vardcentral-boden-kurator' },
      ...{ classes: ['identity', ...sharedWithCare], need: ['plan-participation'] },
      ...(sharedWithCare.includes('free-text') ? { message: c.CareMessage } : {}),
    }),
  );
  await world.settle();
  await ok(maria.post(`/api/v1/referrals/${ids.careReferral}/accept`, {}));
  ids.careRecord = (await ok<{ id: string }>(maria.post(`/api/v1/referrals/${ids.careReferral}/case`, {}))).id;
  const shelterLine = randomUUID();
  await ok(
    sara.post('/api/v1/plans', {
      ...{ planId: ids.planId, recordId, caseId, personId, leaderFunction: 'boden-mottagning-vald', participation: 'took-part' },
      goals: [{ goalId: ids.goalId, need: c.PlanNeed, goal: c.PlanGoal }],
      lines: [
        {
          ...{ lineId: randomUUID(), goalId: ids.goalId, kind: 'treatment', responsibleFunction: 'vardcentral-boden-kurator' },
          ...{ dueOn: day(14), details: c.PlanDetails },
        },
        { ...{ lineId: shelterLine, goalId: ids.goalId, kind: 'social-support' }, responsibleFunction: 'bjorkudden-stod', dueOn: day(14) },
      ],
      ...{ others: c.PlanOthers, ownWords: c.PlanOwnWords, participationWays: ['at-meeting'] },
      othersMeasures: [{ measureId: randomUUID(), by: 'kin', text: c.PlanMeasure }],
    }),
  );
  await world.settle();
  const { version = '' } = await ok<{ version?: string }>(sara.get(`/api/v1/plans/${ids.planId}`));
  await ok(sara.post(`/api/v1/plans/${ids.planId}/agree`, {}, { version }));
  await ok(
    sara.post('/api/v1/interventions', {
      ...{ interventionId: ids.supportId, recordId, caseId, personId, kind: 'counselling', functionId: 'boden-mottagning-vald' },
      ...{ dueOn: day(7), note: c.SupportNote },
    }),
  );
  await ok(
    maria.post('/api/v1/interventions', {
      ...{ interventionId: ids.careId, recordId: ids.careRecord, caseId, personId, kind: 'treatment' },
      ...{ functionId: 'vardcentral-boden-kurator', dueOn: day(14), note: c.CareNote },
    }),
  );
  await ok(
    maria.post('/api/v1/notes', {
      ...{ type: 'health-care.ExposureIdentified', noteId: ids.exposureNote, recordId: ids.careRecord, caseId, personId, on: day(0) },
      ...{ kinds: ['physical'], how: 'told-unasked', ongoing: 'unknown', note: c.ExposureNote },
    }),
  );
  const keep = (attachmentId: string, about: string, name: string, words: string) =>
    ok(
      maria.upload(
        '/api/v1/attachments',
        {
          ...{ attachmentId, recordId: ids.careRecord, caseId, personId, kind: 'certificate', class: about },
          ...{ origin: 'received', receivedOn: day(0), from: c.FileFrom },
        },
        { name: `${name}.pdf`, type: 'application/pdf', bytes: Buffer.from(`%PDF-1.7\n1 0 obj\n(${words})\nendobj\n%%EOF\n`) },
      ),
    );
  await keep(ids.attachmentId, 'health', c.FileName, c.FileWords);
  await keep(ids.crossedFile, 'support', c.CrossedName, c.CrossedWords);
  await ok(
    maria.post('/api/v1/consents', {
      ...{ ...consent, consentId: ids.careConsent, recordId: ids.careRecord, circumstances: 'at-visit', note: c.CareConsentNote },
      ...{ recipients: ['boden-mottagning-vald'], classes: ['identity', 'support'], purposes: ['plan', 'support'] },
    }),
  );
  await world.settle();
  await ok(
    maria.post('/api/v1/disclosures', {
      ...{ disclosureId: ids.copyId, recordId: ids.careRecord, caseId, recipientFunction: 'boden-mottagning-vald', mode: 'copy' },
      ...{ classes: ['support'], purpose: 'plan', ground: 'osl-10-1-consent', consentId: ids.careConsent, personIds: [personId] },
      files: [ids.crossedFile],
    }),
  );
  ids.crossedCopy = await fileThatCame(world, sara, caseId);
  if (vault)
    await ok(
      sara.post('/api/v1/openings/vault', {
        openingId: ids.openingId,
        recordId: ids.bodenRecord,
        personId,
        reason: `Ska delges: ${c.VaultReason}`,
      }),
    );
  // Decided alone under "Akut", which the head of the unit reviews.
  if (urgent)
    await ok(
      jonas.post('/api/v1/disclosures', {
        ...{
          disclosureId: ids.urgentId,
          recordId: ids.policeRecord,
          caseId,
          recipientFunction: 'boden-socialjour',
          mode: 'copy',
          urgent: true,
        },
        ...{ classes: ['risk'], purpose: 'protection', ground: 'brb-24-4-necessity', personIds: [personId] },
        documentation: { reason: c.UrgentReason },
      }),
    );
  // A request sent alone under "Akut", and a consent by a court’s special representative.
  if (urgent)
    await ok(
      jonas.post('/api/v1/referrals', {
        ...{ referralId: ids.urgentReferral, recordId: ids.policeRecord, caseId, fromFunction: 'polis-lulea-lpo', personIds: [personId] },
        ...{ toFunction: 'boden-socialjour', classes: ['risk'], need: ['protection'], purpose: 'protection', urgency: 'acute' },
        ...{ ground: 'brb-24-4-necessity', urgent: true, documentation: { reason: c.UrgentRequestReason } },
      }),
    );
  await ok(
    jonas.post('/api/v1/consents', {
      ...{ ...consent, personId: ids.childId, consentId: ids.courtConsent, recordId: ids.policeRecord, circumstances: 'at-meeting' },
      ...{ givenBy: 'special-representative', appointment: { court: c.Court, decidedOn: day(0) } },
      ...{ recipients: ['boden-mottagning-vald'], classes: ['child'], purposes: ['support'] },
    }),
  );
  await world.settle();
  const clockIds = [await extendClock(sara, ids.bodenRecord, c.ClockReason, day(20)), ...(await clocksOf(jonas, ids.policeRecord))];
  await acknowledgeGap(jonas, caseId, c.GapReason);
  await concern(sara, ids, c);
  await world.settle();
  // Health care would end its part, and waits for a second person.
  await ok(
    maria.post(`/api/v1/records/${ids.careRecord}/propose-closing`, {
      ...{ proposalId: randomUUID(), reason: 'declined-support', outcome: 'unknown', note: c.ClosingNote },
    }),
  );
  ids.reviewId = await reviewLog(world, { jonas, caseId, words: c });
  // Her own extract waits, while the police inquire.
  await ok(
    jonas.post(`/api/v1/log-extracts/${personId}/delay`, {
      ...{ recordId: ids.policeRecord, ground: 'preliminary-investigation', until: day(30), reason: c.ExtractReason },
    }),
  );
  await world.settle();
  const meetings = await playMeetings(world, { sara, caseId, recordId, personId, planId: ids.planId, words: c, day, moment });
  const { rows: entries } = await world.database.projector.query<{ id: string }>(
    'SELECT min(entry_id::text) AS id FROM views.chain_entries WHERE case_id = $1 GROUP BY owner_agency',
    [caseId],
  );

  return {
    canaries,
    ids,
    numbers,
    signs: { MeetingMoment: meetings.startsAt, ShelterLine: shelterLine },
    parameters: {
      caseId: [caseId, meetings.consultationCase],
      meetingId: meetings.meetingId,
      safetyPlanId: meetings.safetyPlanId,
      actionId: meetings.actionId,
      decisionId: meetings.decisionId,
      recordId: [ids.policeRecord, ids.bodenRecord, ids.careRecord, ids.childRecord],
      concernId: [ids.concernId],
      extensionId: [ids.extensionId],
      inquiryId: [ids.inquiryId],
      placementId: [ids.placementId],
      followUpId: [ids.followUpId],
      reportId: [ids.reportId],
      personId: [personId, ids.suspectId, ids.childId, ids.concernChild],
      consentId: [ids.policeConsent, ids.bodenConsent, ids.careConsent, ids.courtConsent],
      referralId: [ids.referralId, ids.careReferral, ids.urgentReferral],
      relationId: [ids.relationId],
      questionId: [ids.questionId],
      assessmentId: [ids.assessmentId],
      planId: [ids.planId],
      interventionId: [ids.measureId, ids.supportId, ids.careId],
      proceedingId: [ids.proceedingId],
      noteId: [ids.offerNote, ids.exposureNote],
      attachmentId: [ids.attachmentId, ids.crossedFile, ids.crossedCopy],
      disclosureId: [ids.standingId, ids.copyId, ids.urgentId],
      reviewId: [ids.reviewId],
      clockId: clockIds,
      entryId: entries.map(({ id }) => id),
    },
    withdraw: async () => {
      await ok(sara.post(`/api/v1/consents/${ids.bodenConsent}/withdrawals`, { scope: { kind: 'whole' }, alone: 'yes' }));
    },
  };
};
