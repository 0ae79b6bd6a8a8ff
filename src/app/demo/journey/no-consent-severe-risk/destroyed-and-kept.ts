import { randomUUID } from 'node:crypto';
import { closeByTwo, refusedBy } from '../acts.js';
import { childNine, exposed, type Received, type Story } from './story.js';

interface Kept {
  readonly recordId: string;
  readonly stage: string;
  readonly dueOn: string | null;
  readonly rule: { readonly id: string } | null;
  readonly holds: readonly { readonly state: string }[];
  readonly erased: { readonly reference: string } | null;
}
interface Trail {
  readonly items: readonly { readonly operation: string; readonly outcome: string; readonly caseId: string | null }[];
}

/** Act 4: five years later the woman's record is destroyed, when no hold stops it; the child's is kept until the child is thirty, and so is the log. */
export const destroyedAndKept = async (story: Story): Promise<void> => {
  const { stage, people, caseId, adultRecord, received, children } = story;
  const { elsa, sara, ingaLill } = people;
  const childRecord = (await children())[0]!.recordId;
  await stage.later(30, 'läget är lugnt');
  stage.say('8', 'Akterna avslutas igen, och gallringsreglerna tar vid');
  await closeByTwo(stage, sara, ingaLill, adultRecord, 'Kvinnans akt');
  await closeByTwo(stage, sara, ingaLill, childRecord, 'Barnets akt');
  const at = (act = ''): string => `/api/v1/retention/${adultRecord}${act}`;
  const kept = async (recordId = adultRecord): Promise<Kept> => {
    await stage.time.settle();
    return ingaLill.get<Kept>(`/api/v1/retention/${recordId}`);
  };
  const decisionId = randomUUID();
  const decide = () => ingaLill.request('POST', at('/decisions'), { decisionId, reference: 'SN 2031/8' });
  stage.check('Kvinnans akt sparas i fem år', (await kept()).stage === 'kept' && (await kept()).rule?.id === 'adult-record');
  stage.check('Förr kan ingen besluta att gallra den', refusedBy(await decide()) === 'record-not-due');
  const thirty = `${Number(childNine.personnummer.slice(0, 4)) + 30}-${childNine.personnummer.slice(4, 6)}-${childNine.personnummer.slice(6, 8)}`;
  const child = await kept(childRecord);
  stage.check(`Barnets utredning sparas tills barnet är 30 år (${thirty})`, child.rule?.id === 'child-inquiry' && child.dueOn === thirty);
  await stage.later(370, 'ett år: alla samtycken och frister har löpt ut');
  await stage.later(4 * 365.25, 'fem år sedan den sista anteckningen');
  const { items: due } = await ingaLill.get<{ items: Kept[] }>('/api/v1/retention');
  stage.check(
    'Gallringslistan har kvinnans akt, och inte barnets',
    due.some(({ recordId, stage: now }) => recordId === adultRecord && now === 'due') &&
      due.every(({ recordId }) => recordId !== childRecord),
  );

  stage.say('9', 'Hon har begärt skadestånd: Inga-Lill Holmström stoppar gallringen, på egen grund');
  const holdId = randomUUID();
  const hold = { holdId, ground: 'legal-claim', reference: 'SN 2031/7', until: stage.day(200), note: 'Skadestånd begärt' };
  const wrongGround = await ingaLill.request('POST', at('/holds'), { ...hold, ground: 'lag-2007-606' });
  stage.check('Lagen om dödsfallsutredningar är ingen sådan grund', wrongGround.status === 400);
  await ingaLill.send(at('/holds'), hold);
  stage.check('Akten är stoppad', (await kept()).stage === 'held');
  stage.check('och kan inte gallras så länge', refusedBy(await decide()) === 'record-on-hold');
  await stage.later(60, 'tvisten är avgjord');
  await ingaLill.send(at('/lift'), { holdId, reason: 'matter-closed', reference: 'SN 2031/9' });
  stage.check('Stoppet är hävt', (await kept()).stage === 'due');

  stage.say('10', 'Gallring: en beslutar och en annan bekräftar');
  const name = `${exposed.givenName} ${exposed.familyName}`;
  const readHer = (recordId: string) => sara.request('GET', `/api/v1/people/${exposed.id}?recordId=${recordId}`);
  const shows = async (recordId: string) => JSON.stringify((await readHer(recordId)).body).includes(name);
  stage.check('Hennes namn står i akten', await shows(adultRecord));
  await ingaLill.send(at('/decisions'), { decisionId, reference: 'SN 2031/8' });
  await stage.time.settle();
  stage.check(
    'Den som beslutade kan inte bekräfta',
    refusedBy(await ingaLill.request('POST', at('/confirm'), { decisionId })) === 'own-decision',
  );
  await sara.send(at('/confirm'), { decisionId });
  await stage.time.settle();
  const gone = await kept();
  stage.check('Akten är gallrad', gone.stage === 'erased' && gone.erased?.reference === 'SN 2031/8');
  stage.check('Hennes namn går inte längre att läsa i den', !(await shows(adultRecord)));
  const childAfter = await kept(childRecord);
  stage.check('Barnets akt är kvar', childAfter.stage === 'kept' && childAfter.dueOn === thirty);
  stage.check(
    'med barnets namn',
    JSON.stringify((await sara.request('GET', `/api/v1/people/${childNine.id}?recordId=${childRecord}`)).body).includes(
      childNine.givenName,
    ),
  );
  const copies = await elsa.get<Received>(received);
  stage.check('Kopian i sjukvårdens akt är deras, och sparas efter deras regler', JSON.stringify(copies).includes(name));

  const trail = await wholeTrail((path) => ingaLill.get<Trail & { next?: string | null }>(path), caseId);
  const logged = (operation: string) => trail.some((line) => line.operation === operation);
  stage.check('Loggen är kvar: läsningarna av den gallrade akten', logged('case-chain') || logged('person'));
  stage.check(
    'och vem som stoppade, beslutade och bekräftade',
    ['PlaceHold', 'LiftHold', 'DecideErasure', 'ConfirmErasure', 'CompleteErasure'].every(logged),
  );
};

/** The trail of a case, page after page. */
const wholeTrail = async (
  get: (path: string) => Promise<Trail & { readonly next?: string | null }>,
  caseId: string,
): Promise<Trail['items']> => {
  const items = [];
  for (let cursor = ''; ;) {
    const page = await get(`/api/v1/audit?caseId=${caseId}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...page.items);
    if (!page.next) return items;
    cursor = page.next;
  }
};
