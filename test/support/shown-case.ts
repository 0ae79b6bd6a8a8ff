import type { DemoStaffKey } from '#config/demo/staff';
import type { CaseRun } from '#src/app/demo/cases/case-run';
import type { DemoCase } from '#src/app/demo/cases/demo-case';
import type { Troupe } from '#src/app/demo/cases/troupe';

type Item = Readonly<Record<string, unknown>>;
type Things = Record<string, Set<string>>;

/** Where each thing's state stands in what an answer shows of a case. */
const LISTS: readonly [path: (caseId: string) => string, shows: (item: Item) => Item][] = [
  [(caseId) => `plans?caseId=${caseId}`, ({ status, followedUpOn }) => ({ plan: status, 'followed-up': followedUpOn ? 'yes' : null })],
  [(caseId) => `interventions?caseId=${caseId}`, ({ status }) => ({ intervention: status })],
  [(caseId) => `meetings?caseId=${caseId}`, ({ status }) => ({ meeting: status })],
  [(caseId) => `proceedings?caseId=${caseId}`, ({ proceeding, status }) => ({ [String(proceeding)]: status })],
  [(caseId) => `cases/${caseId}/consents`, ({ state }) => ({ consent: state })],
  [(caseId) => `cases/${caseId}/disclosures`, ({ status }) => ({ disclosure: status })],
  [(caseId) => `risk-assessments?caseId=${caseId}`, ({ level }) => ({ risk: level })],
  [
    (caseId) => `records?caseId=${caseId}`,
    ({ status, closing, handover, leadSince }) => ({
      ...{ record: status, closing: closing ? 'proposed' : null, handover: handover ? 'on-call' : null },
      lead: leadSince ? 'leads' : null,
    }),
  ],
];

/** What these people's answers show of a case now: of each thing every state that it stands in. */
export const shownOf = async ({ seenBy }: Pick<DemoCase, 'seenBy'>, run: CaseRun, troupe: Troupe): Promise<Record<string, string[]>> => {
  const things: Things = {};
  const add = (shown: Item): void => {
    for (const [thing, state] of Object.entries(shown)) if (typeof state === 'string') (things[thing] ??= new Set()).add(state);
  };
  const read = async (who: DemoStaffKey, path: string): Promise<Record<string, never> | undefined> => {
    const { status, body } = await troupe.request<Record<string, never>>(who, 'GET', `/api/v1/${path}`);
    if (status >= 500) throw new Error(`GET ${path}: ${status}`);
    return status === 200 ? body : undefined;
  };
  const items = async (who: DemoStaffKey, path: string): Promise<readonly Item[]> => (await read(who, path))?.['items'] ?? [];

  for (const who of seenBy) {
    for (const [path, shows] of LISTS) for (const item of await items(who, path(run.caseId))) add(shows(item));
    const referral: { status?: string; conversation?: { questionId?: string; answered?: boolean }[] } =
      (await read(who, `referrals/${run.id('referral')}`)) ?? {};
    add({ referral: referral.status });
    for (const { questionId, answered } of referral.conversation ?? [])
      if (questionId && answered !== undefined) add({ question: answered ? 'answered' : 'open' });
    const chain: { links?: { own: boolean; thing: string; fields: Item }[]; gaps?: { kind: string; acknowledged: unknown }[] } =
      (await read(who, `cases/${run.caseId}/chain`)) ?? {};
    for (const { own, thing, fields } of chain.links ?? []) if (own) add({ [thing]: fields['status'] });
    for (const { kind, acknowledged } of chain.gaps ?? []) if (acknowledged) add({ 'gap-acknowledged': kind });
    for (const { protection } of await items(who, `records/${run.record(who)}/people`)) add({ protection });
    for (const { caseId, verdict } of await items(who, 'disclosure-reviews')) if (caseId === run.caseId) add({ urgent: verdict });
    const children = await items(who, `social-services/children?caseId=${run.caseId}`);
    for (const { process, status, extensions } of children.flatMap((child) => child['processes'] as Item[])) {
      add({ [String(process)]: status });
      for (const { verdict } of extensions as Item[]) add({ extension: verdict });
    }
  }
  return Object.fromEntries(Object.entries(things).map(([thing, states]) => [thing, [...states].sort()]));
};
