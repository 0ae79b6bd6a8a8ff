import type { RightsChange } from '#libs/shared-kernel';
import type { Place } from '#src/access/index';
import type { Concerned, GivenConsent } from './consent-covers.js';

/**
 * What a consent that was judged to hold (consentIsTheirs) leaves for the commit: which children's data goes out on somebody else's word, so that it closes
 * when that one's right to give it ends (docs/decisions/0035). It ends with the first one's eighteenth birthday, also what is about an adult beside them: it is
 * decided anew then, without whoever is grown.
 * @param rests the request, or the disclosure
 */
export const wordsForChildren = (
  rests: string,
  { consentId, recordId, caseId, givenBy, personId, givenByPersonId }: GivenConsent & Place & { readonly consentId: string },
  persons: readonly Concerned[],
): RightsChange[] => {
  const giverId = givenBy === 'guardian' ? givenByPersonId : givenBy === 'adult' ? personId : undefined;
  if (giverId === undefined) return [];
  const children = persons.filter((person) => person.minor && person.personId !== giverId);
  const until = children.flatMap(({ adultAt }) => adultAt ?? []).toSorted()[0] ?? null;
  return children.map(({ personId: childId }) => ({
    op: 'rest-on-word',
    rests,
    consentId,
    recordId,
    caseId,
    childId,
    giverId,
    parent: givenBy === 'adult',
    until,
  }));
};
