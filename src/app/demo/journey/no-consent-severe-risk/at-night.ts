import { randomUUID } from 'node:crypto';
import { demoStaff } from '#config/demo';
import { person, refusedBy } from '../acts.js';
import { CHILDREN, childNine, exposed, POLICE, WARD, type Received, type Story } from './story.js';

const HOUR = 3_600_000;
const THREATS = 'Han har skrivit att han dödar henne i natt, har hennes nycklar och är på väg från Luleå med bil.';

interface Reviews {
  readonly items: readonly {
    readonly disclosureId: string;
    readonly verdict: string;
    readonly decidedBy: string;
    readonly decidedAt: string;
    readonly dueAt: string;
    readonly overdue: boolean;
    readonly documentation: Readonly<Record<string, string>>;
  }[];
}
interface Decisions {
  readonly items: readonly {
    readonly disclosureId: string;
    readonly status: string;
    readonly urgent: boolean;
    readonly decidedBy: string;
  }[];
}

/** Act 1: she wants no report made. The rules refuse the nurse twice; at night there are concrete threats, and she decides alone. */
export const atNight = async ({ stage, people, caseId, careRecord, policeRecord, received }: Story): Promise<void> => {
  const { elsa, hamid, jonas, ingaLill, oskar } = people;
  stage.say('1', 'Oskar Nyström för in i registret att Inga-Lill Holmström är chef också för barnens mottagning');
  await oskar.send('/api/v1/organisation/staff', { ...demoStaff.bodenSupervisor, functions: [CHILDREN] });

  stage.say('1', 'Elsa Utsi, sjuksköterska på akutmottagningen: kvinnan berättar, bedöms löpa hög risk och vill inte att någon får veta');
  const place = { recordId: careRecord, caseId };
  await elsa.send('/api/v1/records', { ...place, functionId: WARD, source: 'own' });
  await elsa.send('/api/v1/people', { ...place, role: 'exposed', ...person(exposed), phone: exposed.phone });
  await elsa.send('/api/v1/people', { ...place, role: 'child', ...person(childNine) });
  await elsa.send('/api/v1/risk-assessments', {
    ...{ assessmentId: randomUUID(), ...place, personId: exposed.id, occasion: 'first-contact', ...stage.riskAnswers('high') },
    ...{ assessedOn: stage.day(0), reviewOn: stage.day(14) },
  });
  const toPolice = (change: object) => ({
    ...{ disclosureId: randomUUID(), ...place, recipientFunction: POLICE, mode: 'copy', classes: ['identity', 'contact', 'risk'] },
    ...{ purpose: 'protection', personIds: [exposed.id], ...change },
  });
  const ask = (change: object) => elsa.request<{ rule?: string; detail?: string }>('POST', '/api/v1/disclosures', toPolice(change));
  const consentless = await ask({ ground: 'osl-10-1-consent' });
  stage.check('Utan samtycke öppnar inte samtyckesregeln', refusedBy(consentless) === 'osl-10-1-consent');
  const documentation = {
    'concrete-circumstances': 'Hon har blåmärken på armen och är rädd för mannen.',
    balancing: 'Hon vill inte, men kan vara i fara.',
  };
  const mild = await ask({ ground: 'osl-10-18c', documentation: { ...documentation, 'crime-grade': 'lower' } });
  stage.check('Regelprövningen avslår: inget brott av den svårhet som krävs (OSL 10:18c)', refusedBy(mild) === 'osl-10-18c');
  stage.check('och säger vilken väg som är öppen vid omedelbar fara', mild.body.detail?.includes('BrB 24:4') ?? false);
  const kept = await elsa.until<Decisions>(`/api/v1/cases/${caseId}/disclosures`, ({ items }) => items.length === 2);
  stage.check(
    'Båda avslagen är kvar som egna beslut',
    kept.items.every(({ status }) => status === 'refused'),
  );
  type Intake = { copies: { caseId: string }[] };
  const arrived = ({ copies }: Intake): boolean => copies.some((copy) => copy.caseId === caseId);
  stage.check('Polisen har inte fått något', !arrived(await jonas.get<Intake>('/api/v1/received')));

  await stage.later(untilNight(stage.now()), 'natt. Hon ringer akutmottagningen: han har hotat att döda henne och är på väg');
  stage.say('2', 'Elsa, ensam i tjänst, beslutar under Akut med de konkreta hoten');
  const urgent = { ground: 'osl-10-18c', urgent: true };
  const amended = { ...documentation, 'concrete-circumstances': THREATS, 'crime-grade': 'min-one-year' };
  const { id: disclosureId } = await elsa.send<{ id: string }>('/api/v1/disclosures', toPolice({ ...urgent, documentation: amended }));
  const decided = await elsa.until<Decisions>(`/api/v1/cases/${caseId}/disclosures`, ({ items }) => items.length === 3);
  const alone = decided.items.find((one) => one.disclosureId === disclosureId);
  stage.check('Beslutet är hennes ensamt och väntar inte på någon', alone?.urgent === true && alone.decidedBy === demoStaff.regionNurse.id);
  stage.check('Kopian är hos polisen i samma stund', arrived(await jonas.until<Intake>('/api/v1/received', arrived)));
  await jonas.send('/api/v1/records', { recordId: policeRecord, caseId, functionId: POLICE, source: 'own' });
  const [copy] = (await jonas.until<Received>(received, ({ items }) => items.length > 0)).items;
  const text = JSON.stringify(copy?.content);
  stage.check('Jonas Niemi läser vem det gäller och hur hög risken är', text.includes(exposed.familyName) && text.includes('high'));
  stage.check('men inte skälen, som är sjukvårdens egna', !text.includes(THREATS));

  const queue = async (who = hamid): Promise<Reviews['items']> => (await who.get<Reviews>('/api/v1/disclosure-reviews')).items;
  const review = { verdict: 'justified', note: 'Hoten var konkreta och nära i tid. Samråd var inte möjligt.' };
  const path = `/api/v1/disclosures/${disclosureId}/review`;
  stage.check('Elsa granskar aldrig sig själv', (await elsa.request('POST', path, review)).status === 404);
  await stage.later(1 / 3, 'morgonen därpå');
  stage.say('3', 'Hamid Karimi, hennes chef, granskar beslutet');
  const [waiting] = await queue();
  stage.check('Beslutet väntar hos honom, med skälen', waiting?.documentation['concrete-circumstances'] === THREATS);
  const clock = waiting ? Date.parse(waiting.dueAt) - Date.parse(waiting.decidedAt) : 0;
  stage.check('Klockan ger honom 72 timmar från beslutet', clock === 72 * HOUR && waiting?.overdue === false);
  stage.check('En annan myndighets chef ser det inte', (await queue(ingaLill)).length === 0);
  await hamid.send(path, review);
  await stage.time.settle();
  stage.check('Granskat: befogat', (await queue())[0]?.verdict === 'justified');
  stage.check('och bara en gång', refusedBy(await hamid.request('POST', path, review)) === 'reviewed-already');
};

/** From a moment to half past two in the next night in Sweden, in days. */
const untilNight = (now: Date): number => {
  const night = new Date(`${now.toISOString().slice(0, 10)}T01:30:00Z`).getTime() + 24 * HOUR;
  return (night - now.getTime()) / (24 * HOUR);
};
