import { baselines } from '#config/baseline';
import { gapRule } from '#config/gap-rules';
import { addDays, derivedId, swedishDate } from '#libs/shared-kernel';
import { gapsOf } from './gap-of.js';
import type { Gap, GapInput } from './gap.types.js';

/** The own agency has planned or given any of these. What was interrupted is a gap of its own, or was not needed. */
const has = ({ links, ownAgency }: GapInput, kinds: readonly string[]): boolean =>
  links.some(
    ({ thing, ownerAgency, fields }) => thing === 'intervention' && ownerAgency === ownAgency && kinds.includes(String(fields['kind'])),
  );

const isDue = ({ record, today }: GapInput, afterDays: number): boolean =>
  record.status === 'open' && addDays(swedishDate(record.openedAt), afterDays) < today;

const where = ({ caseId, ownAgency }: GapInput, thingId: string) => ({
  laneAgency: ownAgency,
  thingId,
  href: `/workspace/cases/${caseId}/gaps`,
  since: '',
});

/** Whoever works with the violence user offers help to stop (the county's agreement of 2011): a gap of its own, since it protects somebody else. */
const notOffered = (input: GapInput): Gap[] => {
  const rule = gapRule('violence-user-not-offered');
  if (!rule || input.record.track !== 'violence-user' || !isDue(input, rule.afterDays)) return [];
  if (has(input, rule.filledBy) || input.links.some(({ thing }) => thing === 'programme')) return [];
  return gapsOf('violence-user-not-offered', input, where(input, input.record.recordId));
};

/** Whom the own records are about: a case of a child's alone asks nothing for an adult whom nobody has registered. */
const targetsOf = ({ record: { track }, children }: GapInput): readonly string[] => {
  if (track === 'violence-user') return [];
  return [...(track === 'exposed' ? ['exposed'] : []), ...(children.length > 0 ? ['child'] : [])];
};

/** The least that the own kind of agency does for those whom the record is about: each line met by an intervention, or acknowledged with a reason. */
const notReached = (input: GapInput): Gap[] => {
  const rule = gapRule('baseline-missing');
  if (!rule || !isDue(input, rule.afterDays)) return [];
  const targets = targetsOf(input);
  return baselines
    .filter(({ kind, validFrom }) => kind === input.ownKind && validFrom <= input.today)
    .flatMap(({ items }) => items)
    .filter(({ target, fulfilledBy }) => targets.includes(target) && !has(input, fulfilledBy))
    .flatMap(({ id, text }) =>
      gapsOf('baseline-missing', input, { ...where(input, derivedId('baseline', input.record.recordId, id)), name: text }),
    );
};

export const baselineGaps = (input: GapInput): readonly Gap[] => [...notOffered(input), ...notReached(input)];
