import type { County, Principal, Thing } from '../county.js';
import { may } from '../oracle.js';
import { warned } from '../warned.js';
import { readThings } from './things.js';
import type { Owner } from './write-county.js';

/** A GET address, and what must be readable for it to be answered: one of the things in each of the lists. */
export interface Asked {
  readonly address: string;
  readonly needs: readonly (readonly Thing[])[];
  /** The API of one kind of agency: other duties are not let in at the gate. */
  readonly duty?: string;
}

/** The key of a table's rows is what the address names; several rows may have it. */
const OBJECTS: readonly (readonly [table: string, id: string, address: (id: string) => string, duty?: string])[] = [
  ['police_reports', 'report_id', (id) => `/api/v1/police/reports/${id}`, 'police-officer'],
  ['interventions', 'intervention_id', (id) => `/api/v1/interventions/${id}`],
  ['proceedings', 'proceeding_id', (id) => `/api/v1/proceedings/${id}`],
  ['child_steps', `person_id || '?caseId=' || row.case_id`, (id) => `/api/v1/social-services/children/${id}`, 'caseworker'],
  ['consent_entries', 'consent_id', (id) => `/api/v1/consents/${id}`],
  ['risk_assessments', 'assessment_id', (id) => `/api/v1/risk-assessments/${id}`],
  ['meetings', 'meeting_id', (id) => `/api/v1/meetings/${id}`],
  ['safety_plans', 'safety_plan_id', (id) => `/api/v1/safety-plans/${id}`],
  ['plan_versions', 'plan_id', (id) => `/api/v1/plans/${id}`],
  ['persons', `person_id || '?recordId=' || row.record_id`, (id) => `/api/v1/people/${id}`],
  ['persons', `case_id || '/persons/' || row.person_id || '/why?recordId=' || row.record_id`, (id) => `/api/v1/cases/${id}`],
  ['disclosures', `case_id || '/disclosures/' || row.disclosure_id`, (id) => `/api/v1/cases/${id}`],
  ['referrals', 'referral_id', (id) => `/api/v1/referrals/${id}`],
  ['referral_formers', 'referral_id', (id) => `/api/v1/referrals/${id}`],
  ['records', 'case_id', (id) => `/api/v1/cases/${id}/chain`],
];

/** Everything that can be asked for by its own address, as it stands in the views now. */
export const readAddresses = async (owner: Owner): Promise<Asked[]> => {
  const found = new Map<string, { duty: string | undefined; things: Thing[] }>();
  for (const [table, id, address, duty] of OBJECTS)
    for (const [key, thing] of await readThings(owner, table, `row.${id} || '#' || row.ctid::text`)) {
      const at = address(key.split('#')[0]!);
      const one = found.get(at) ?? { duty, things: [] };
      one.things.push(thing);
      found.set(at, one);
    }
  const entries = await readThings(owner, 'chain_entries', 'row.entry_id::text');
  const records = [...(await readThings(owner, 'records', 'row.record_id::text')).values()];
  return [
    ...[...found].map(([address, { duty, things }]): Asked => ({ address, needs: [things], ...(duty ? { duty } : {}) })),
    // Why an entry is seen: by whoever sees it and reads a record of the own agency in the case.
    ...[...entries].map(([id, thing]): Asked => ({
      address: `/api/v1/cases/${thing.case}/entries/${id}/why`,
      needs: [[thing], records.filter((one) => one.case === thing.case)],
    })),
  ];
};

/** Whether the oracle has this address answered to somebody. */
export const answered = (county: County, who: Principal, { address, needs, duty }: Asked): boolean => {
  // The pages and API of a case are for those who work with cases; a head distributes records in another place.
  const gate = address.startsWith('/api/v1/referrals')
    ? ['caseworker', 'police-officer', 'police-liaison']
    : ['caseworker', 'police-officer'];
  if (duty ? who.duty !== duty : !gate.includes(who.duty)) return false;
  const own = (thing: Thing): boolean => thing.kind !== 'record' || thing.agency === who.agency;
  const seen = needs.every((things) => things.some((thing) => own(thing) && may(county, who, 'read', thing)));
  return seen && !warned(county, who, needs[0]![0]!.case);
};
