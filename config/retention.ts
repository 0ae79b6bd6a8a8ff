/**
 * How long a record is kept. Retention follows the record, so one person's data lives five years here and longer there.
 * Erasing public records needs a decision (gallring); a hold against a mandatory rule needs a ground of its own.
 */
import { z } from 'zod';
import { AGENCY_KINDS } from '#libs/shared-kernel';
import { localTextSchema } from './local-text.js';

const retentionSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  title: localTextSchema,
  source: z.string(),
  agencies: z.array(z.enum(AGENCY_KINDS)).min(1),
  keep: z.discriminatedUnion('until', [
    z.strictObject({ until: z.literal('years-after-last-note'), years: z.int().positive() }),
    z.strictObject({ until: z.literal('person-reaches-age'), age: z.int().positive() }),
    z.strictObject({ until: z.literal('for-ever') }),
  ]),
  /** 'must': erased when the time is up. 'may': the archive authority decides. */
  erasure: z.enum(['must', 'may', 'never']),
  toVerify: z.boolean().default(false),
});
export type RetentionRule = Readonly<z.infer<typeof retentionSchema>>;
type RetentionInput = z.input<typeof retentionSchema>;

const input: RetentionInput[] = [
  {
    id: 'adult-record',
    title: { sv: 'Vuxens akt i socialtjänsten', en: 'Adult’s record at social services' },
    source: 'SoL 16:1',
    agencies: ['social-services'],
    keep: { until: 'years-after-last-note', years: 5 },
    erasure: 'must',
  },
  {
    id: 'child-inquiry',
    title: { sv: 'Barnutredning', en: 'Child inquiry' },
    source: 'SoL 16:2a',
    agencies: ['social-services'],
    keep: { until: 'person-reaches-age', age: 30 },
    erasure: 'must',
  },
  {
    id: 'concern-report-not-opened',
    title: { sv: 'Orosanmälan som inte lett till utredning', en: 'Concern report without an inquiry' },
    source: 'SoL 16:1–4',
    agencies: ['social-services'],
    keep: { until: 'years-after-last-note', years: 5 },
    erasure: 'must',
  },
  {
    id: 'child-in-shelter',
    title: { sv: 'Barn placerat i skyddat boende', en: 'Child placed in a shelter' },
    source: 'SoL 16:1–4',
    agencies: ['social-services'],
    keep: { until: 'for-ever' },
    erasure: 'never',
  },
  {
    id: 'private-provider',
    title: {
      sv: 'Enskild verksamhets akt; barns akt överlämnas till nämnden',
      en: 'Private provider’s record; a child’s is handed over to the board',
    },
    source: 'SoL 17:2–4',
    agencies: ['civil-society'],
    keep: { until: 'years-after-last-note', years: 2 },
    erasure: 'must',
  },
  {
    id: 'health-record',
    title: { sv: 'Patientjournal', en: 'Health record' },
    source: 'PDL 3:17',
    agencies: ['health-care'],
    keep: { until: 'years-after-last-note', years: 10 },
    erasure: 'may',
  },
  {
    id: 'other-public-record',
    title: { sv: 'Annan allmän handling', en: 'Other public record' },
    source: 'Arkivlagen (1990:782) 10 §',
    agencies: ['police', 'prosecution', 'school', 'state-agency', 'resource-centre'],
    keep: { until: 'years-after-last-note', years: 5 },
    erasure: 'may',
    toVerify: true,
  },
  {
    id: 'audit-log',
    title: { sv: 'Läslogg', en: 'Audit log' },
    source: 'HSLF-FS 2016:40 4:9a',
    agencies: AGENCY_KINDS.slice(),
    keep: { until: 'years-after-last-note', years: 5 },
    erasure: 'may',
    toVerify: true,
  },
];

export const retentionRules: readonly RetentionRule[] = z.array(retentionSchema).parse(input);
