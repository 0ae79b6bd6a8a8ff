import { randomUUID } from 'node:crypto';
import type { DemoPerson } from '#config/demo';
import type { Stage } from './journey.js';
import { Player, type Answer } from './player.js';
import type { Chain, Child, Clock, Referral } from './seen.js';

/** Where an agency's own part of a case is. */
export interface Place {
  readonly recordId: string;
  readonly caseId: string;
}
/** An invented person as the API takes one. */
export const person = ({ id, givenName, familyName, personnummer, street, postcode, town }: DemoPerson) => ({
  personId: id,
  name: `${givenName} ${familyName}`,
  personNumber: personnummer,
  address: `${street}, ${postcode} ${town}`,
});

/** Everybody of a story logs in, each as themself. @param cast the name in the story, and whose login it is */
export const loggedIn = async <Name extends string>(url: string, cast: Readonly<Record<Name, string>>): Promise<Record<Name, Player>> =>
  Object.fromEntries(
    await Promise.all(
      Object.entries<string>(cast).map(async ([name, subject]) => [name, await Player.login(url, `demo-${subject}`)] as const),
    ),
  ) as Record<Name, Player>;

/** Which rule stood in the way: that of the law where one is named, else the product's own. Nothing for an answer that is no refusal. */
export const refusedBy = ({ status, body }: Answer): string | undefined => {
  const { rule, type } = body as { rule?: string; type?: string };
  return status >= 400 ? (rule ?? type?.split(':').at(-1)) : undefined;
};

/** Asks for something that is to be refused, and tells by which rule. */
export const refusal = async (who: Player, path: string, body: object, version?: string): Promise<string | undefined> =>
  refusedBy(await who.request('POST', path, body, version ? { 'if-match': `"${version}"` } : {}));

/** An agency opens a record by its own act. */
export const openRecord = async (who: Player, caseId: string, functionId: string, track?: 'child' | 'violence-user'): Promise<Place> => {
  const place = { recordId: randomUUID(), caseId };
  await who.send('/api/v1/records', { ...place, functionId, source: 'own', ...(track ? { track } : {}) });
  return place;
};

export const chainOf = (who: Player, { caseId }: { readonly caseId: string }): Promise<Chain> =>
  who.get<Chain>(`/api/v1/cases/${caseId}/chain`);

/** The children in the worker's own records of a case: what runs, and by when. */
export const childrenIn = async (who: Player, caseId: string): Promise<readonly Child[]> =>
  (await who.get<{ items: readonly Child[] }>(`/api/v1/social-services/children?caseId=${caseId}`)).items;

/** The own agency's time limits of one sort that run in the case. */
export const clocksOf = async (who: Player, { caseId }: { readonly caseId: string }, deadline: string): Promise<readonly Clock[]> =>
  (await who.get<{ items: readonly Clock[] }>(`/api/v1/clocks?caseId=${caseId}`)).items.filter((clock) => clock.deadline === deadline);

/** How many times a clock has warned, by its own notices. */
export const warningsOf = async (who: Player, { clockId }: Clock): Promise<number> =>
  (await who.get<{ notices: readonly { kind: string }[] }>(`/api/v1/clocks/${clockId}`)).notices.filter(({ kind }) => kind === 'warning')
    .length;

/** The recipient takes on a request and opens its own record with what was sent. @returns where that record is */
export const acceptInto = async (who: Player, referralId: string, caseId: string): Promise<Place> => {
  const path = `/api/v1/referrals/${referralId}`;
  await who.until<Referral>(path, ({ side }) => side === 'recipient');
  await who.send(`${path}/accept`);
  const { id } = await who.send<{ id: string }>(`${path}/case`);
  await who.until<Chain>(`/api/v1/cases/${caseId}/chain`, ({ received }) => received.length > 0);
  return { recordId: id, caseId };
};

/** A record is closed as it must be: one who works with it proposes, another approves. The first alone is shown to be refused. */
export const closeByTwo = async (stage: Stage, worker: Player, head: Player, recordId: string, whose: string): Promise<void> => {
  const proposalId = randomUUID();
  await worker.send(`/api/v1/records/${recordId}/propose-closing`, { proposalId, reason: 'support-completed', outcome: 'safer' });
  const alone = await worker.request('POST', `/api/v1/records/${recordId}/close`, { proposalId });
  stage.check(`${whose} kan inte avslutas av en ensam`, refusedBy(alone) === 'closing-by-another');
  await head.send(`/api/v1/records/${recordId}/close`, { proposalId });
  await stage.time.settle();
  const { status } = await worker.get<{ status: string }>(`/api/v1/records/${recordId}`);
  stage.check(`och är avslutad när enhetschefen har godkänt`, status === 'closed');
};
