import { derivedId, type RightsChange } from '#libs/shared-kernel';
import type { Concept, Place } from '#src/access/index';
import { personDecider, type PersonCommand, type PersonRefusal, type PersonState } from './person.decider.js';
import { personEvents, type PersonEvent, type PersonProtection, type PersonRole } from './person.events.js';

/** The stream of a person in a record: the same person in another record is another stream, with its own key and retention. */
export const personStreamId = (recordId: string, personId: string): string => derivedId('person', recordId, personId);

interface Marked {
  readonly personId: string;
  readonly protection: PersonProtection;
}

/** While somebody in a record is protected, nobody's whereabouts leave it; what was disclosed closes in the commit that says so. */
const protects = (place: Place, { personId, protection }: Marked): RightsChange[] =>
  protection === 'none' ? [] : [{ op: 'protect-person', ...place, personId, protected: true, mark: protection }];

/** A fictitious identity is never matched nor merged: what could find her under the old one goes in the same commit. Kin stay locked out. */
const forgets = (place: Place, agencyId: string, { personId, protection }: Marked): RightsChange[] =>
  protection === 'fictitious' ? [{ op: 'forget-person', agencyId, personId, ...place, fictitious: true }] : [];

/** Whoever used the violence answers for no child: what rests on their word closes in the commit that says so. */
const isNow = ({ recordId, caseId }: Place, { personId }: { personId: string }, role: PersonRole): RightsChange => ({
  op: 'person-role',
  recordId,
  caseId,
  personId,
  role,
});

export const personConcept: Concept<PersonCommand, PersonState, PersonEvent, PersonRefusal> = {
  name: 'person',
  subject: 'Person',
  decider: personDecider,
  events: personEvents,
  refusals: {
    'person-unknown': { sv: 'Personen finns inte i akten.', en: 'The person is not in the record.' },
    'person-exists': {
      sv: 'Personen finns redan i akten. Rätta uppgifterna i stället.',
      en: 'The person is in the record already. Correct the details instead.',
    },
    'nothing-to-correct': { sv: 'Inget är ändrat.', en: 'Nothing was changed.', status: 422 },
    'child-is-minor': {
      sv: 'Den som har rollen barn är under 18 år. Välj en annan roll för en vuxen.',
      en: 'Someone with the role child is under 18. Choose another role for an adult.',
      status: 422,
    },
    'protected-in-other-record': {
      sv: 'Skyddet är satt i en annan av era akter i ärendet, eller på personens andra registrering, och gäller här också. Det tas bort där. Är den akten gallrad: ange skyddet här, och ta sedan bort det.',
      en: 'The protection was set in another of your records in the case, or on the person’s other registration, and holds here too. It is taken away there. If that record was erased: state it here, then take it away.',
    },
    'merge-itself': { sv: 'Välj den andra registreringen av personen.', en: 'Choose the other registration of the person.', status: 422 },
    'merge-unknown': { sv: 'Den andra personen finns inte i akten.', en: 'The other person is not in the record.', status: 422 },
    'merge-fictitious': {
      sv: 'Den som har fingerade personuppgifter slås aldrig ihop med någon.',
      en: 'Someone with a fictitious identity is never merged with anybody.',
    },
    'merge-unlike': {
      sv: 'De två har olika skydd av personuppgifter, eller bara den ena är under 18 år. Rätta det först, så att inget skydd går förlorat.',
      en: 'The two differ in protection, or only one of them is under 18. Correct that first, so that no protection is lost.',
    },
    'merge-chain': {
      sv: 'En av dem är redan ihopslagen med en annan. Ta isär dem först.',
      en: 'One of them is merged with another one already. Take those apart first.',
    },
    merged: { sv: 'Personen är redan ihopslagen med en annan.', en: 'The person is merged with another one already.' },
    'not-merged': { sv: 'Personen är inte ihopslagen med någon.', en: 'The person is not merged with anybody.' },
  },
  facts: (state) => (state.status === 'none' ? null : { ownerAgency: state.agencyId }),
  home: (state) => (state.status === 'none' ? null : { recordId: state.recordId, caseId: state.caseId }),
  rights: ({ event, metadata }) => {
    const place = { recordId: metadata['record']!, caseId: metadata['case']! };
    const [agencyId, staffId] = [metadata['agency']!, metadata['staff']!];
    switch (event.type) {
      case 'people.PersonRegistered':
        return [isNow(place, event.data, event.data.role), ...protects(place, event.data), ...forgets(place, agencyId, event.data)];
      case 'people.ProtectionChanged': {
        const { personId, protection } = event.data;
        // Nothing where the new mark is the stronger one: the commit knows which it was.
        const lifts: RightsChange = { op: 'lift-protection', ...place, personId, staffId, mark: protection };
        return [...protects(place, event.data), lifts, ...forgets(place, agencyId, event.data)];
      }
      case 'people.PersonMerged':
        return [{ op: 'merge-person', ...place, personId: event.data.personId, intoPersonId: event.data.intoPersonId }];
      case 'people.PersonUnmerged':
        return [{ op: 'unmerge-person', ...place, personId: event.data.personId, fromPersonId: event.data.fromPersonId, staffId }];
      case 'people.PersonCorrected':
        return event.data.role === undefined ? [] : [isNow(place, event.data, event.data.role)];
      case 'people.SafeContactChanged':
        return [];
    }
  },
};
