import { wordsOf } from '#config/proceedings';
import { gapsOf } from './gap-of.js';
import type { Gap, GapInput, GapLink } from './gap.types.js';

/** What calls for a new assessment, by the thing that tells it. */
const TRIGGERS: Readonly<Record<string, readonly string[]>> = {
  'partner-contact': ['worse', 'new-violence'],
  'risk-change': ['raised'],
  'contact-ban-breach': ['registered'],
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const triggers = ({ thing, fields }: GapLink): boolean => TRIGGERS[thing]?.includes(text(fields['status'])) ?? false;
/** Assessed that day or later: the assessor knew. */
const assessedSince = (day: string, links: readonly GapLink[]): boolean =>
  links.some(({ thing, fields }) => thing === 'risk' && fields['retracted'] !== true && text(fields['assessedOn']) >= day);

/**
 * Something happened after the latest assessment that calls for another (HSLF-FS 2022:39: structured, and made anew when things change). Not for the violence
 * user's worker, who sees no assessment of those that he is a risk to.
 */
export const riskGaps = (input: GapInput): Gap[] =>
  input.record.track === 'violence-user'
    ? []
    : input.links
        .filter((link) => triggers(link) && !assessedSince(text(link.fields['on']), input.links))
        .flatMap(({ thing, thingId, occurredAt }) =>
          gapsOf('risk-to-reassess', input, {
            laneAgency: input.ownAgency,
            thingId,
            href: `/workspace/cases/${input.caseId}/risk`,
            since: occurredAt,
            name: wordsOf(thing)?.title ?? { sv: '', en: '' },
          }),
        );
