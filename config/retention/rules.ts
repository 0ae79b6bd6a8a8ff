import { AGENCY_KINDS } from '#libs/shared-kernel';
import type { RetentionRuleInput } from './schema.js';

const SINCE = { version: '1', validFrom: '2025-07-01' };

/**
 * The first rule that fits a record is its rule: the particular stands before the general. Chapters of SoL are those of 2025:400. Standing decisions
 * are an agency's own, and none are shipped: nothing is destroyed before somebody in the agency has decided it.
 */
export const shippedRetentionRules: RetentionRuleInput[] = [
  {
    ...SINCE,
    id: 'child-in-shelter',
    title: { sv: 'Barn placerat i skyddat boende', en: 'Child placed in a shelter' },
    source: 'SoL 16:1–4',
    agencies: ['social-services'],
    when: [
      { tracks: ['child'], interventions: ['shelter-placement'] },
      { childWithoutOwnRecord: true, interventions: ['shelter-placement'] },
    ],
    keep: { until: 'for-ever' },
    erasure: 'never',
  },
  {
    ...SINCE,
    id: 'concern-report-not-opened',
    title: { sv: 'Orosanmälan som inte lett till utredning', en: 'Concern report without an inquiry' },
    source: 'SoL 16:1–4',
    agencies: ['social-services'],
    when: [{ tracks: ['child'], openedFor: ['report'], closedAs: ['unfounded'] }],
    keep: { until: 'years-after-last-note', years: 5 },
    erasure: 'must',
  },
  {
    ...SINCE,
    id: 'child-inquiry',
    title: { sv: 'Barnutredning', en: 'Child inquiry' },
    source: 'SoL 16:2a',
    agencies: ['social-services'],
    when: [{ tracks: ['child'] }, { childWithoutOwnRecord: true }],
    keep: { until: 'person-reaches-age', age: 30 },
    erasure: 'must',
  },
  {
    ...SINCE,
    id: 'adult-record',
    title: { sv: 'Vuxens akt i socialtjänsten', en: 'Adult’s record at social services' },
    source: 'SoL 16:1',
    agencies: ['social-services'],
    keep: { until: 'years-after-last-note', years: 5 },
    erasure: 'must',
  },
  {
    ...SINCE,
    id: 'private-provider-child',
    title: { sv: 'Barns akt hos enskild verksamhet', en: 'Child’s record at a private provider' },
    source: 'SoL 17:2–4',
    agencies: ['civil-society'],
    when: [{ tracks: ['child'] }, { childWithoutOwnRecord: true }],
    keep: { until: 'years-after-last-note', years: 2 },
    erasure: 'must',
    handOver: true,
  },
  {
    ...SINCE,
    id: 'private-provider',
    title: { sv: 'Enskild verksamhets akt', en: 'Private provider’s record' },
    source: 'SoL 17:2–4',
    agencies: ['civil-society'],
    keep: { until: 'years-after-last-note', years: 2 },
    erasure: 'must',
  },
  {
    ...SINCE,
    id: 'health-record',
    title: { sv: 'Patientjournal', en: 'Health record' },
    source: 'PDL 3:17',
    agencies: ['health-care'],
    keep: { until: 'years-after-last-note', years: 10 },
    erasure: 'may',
  },
  {
    ...SINCE,
    id: 'other-public-record',
    title: { sv: 'Annan allmän handling', en: 'Other public record' },
    source: 'Arkivlagen (1990:782) 10 §',
    agencies: ['police', 'prosecution', 'school', 'state-agency', 'resource-centre', 'county'],
    keep: { until: 'years-after-last-note', years: 5 },
    erasure: 'may',
    toVerify: true,
  },
  {
    ...SINCE,
    id: 'audit-log',
    of: 'log',
    title: { sv: 'Läslogg', en: 'Audit log' },
    source: 'HSLF-FS 2016:40 4:9a',
    agencies: AGENCY_KINDS.slice(),
    keep: { until: 'years-after-last-note', years: 5 },
    erasure: 'may',
    toVerify: true,
  },
];
