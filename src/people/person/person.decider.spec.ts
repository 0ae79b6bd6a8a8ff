import { given, walks } from '#libs/testing';
import { personDecider } from './person.decider.js';
import type { PersonEvent } from './person.events.js';

const id = (number: number): string => `0a8f0a1e-0000-4000-8000-00000000000${number}`;
const [recordId, caseId, personId, changeId, otherChange, otherId] = [id(1), id(2), id(3), id(4), id(5), id(6)];
const data = {
  recordId,
  caseId,
  agencyId: 'polisen-norrbotten',
  personId,
  role: 'exposed' as const,
  protection: 'none' as const,
  minor: false,
  name: 'Linda Mäki',
};
const registered: PersonEvent = { type: 'people.PersonRegistered', data };
const correction = { personId, changeId, reason: 'misheard' as const, name: 'Linda Mäkki', removed: [] };
const safeContact = {
  way: 'phone',
  number: '070-1740612',
  hours: '9–11',
  language: 'sv',
  mayLeaveMessage: false,
  neverPost: true,
} as const;
const person = given(personDecider);

describe('a person in a record', () => {
  it('is registered', () => person().when({ type: 'RegisterPerson', data }).then(registered));
  it('is registered once, even under another name', () =>
    person(registered)
      .when({ type: 'RegisterPerson', data: { ...data, name: 'Någon Annan' } })
      .thenRefused('person-exists'));
  it('is a minor when a child', () =>
    person()
      .when({ type: 'RegisterPerson', data: { ...data, role: 'child' } })
      .thenRefused('child-is-minor'));
  it('is corrected, and the same correction twice is one', () =>
    person(registered).when({ type: 'CorrectPerson', data: correction }).then({ type: 'people.PersonCorrected', data: correction }));
  it('is corrected again by another correction', () =>
    person(registered, { type: 'people.PersonCorrected', data: correction })
      .when({ type: 'CorrectPerson', data: { ...correction, changeId: otherChange } })
      .then({ type: 'people.PersonCorrected', data: { ...correction, changeId: otherChange } }));
  it('is not corrected by nothing', () =>
    person(registered)
      .when({ type: 'CorrectPerson', data: { personId, changeId, reason: 'misheard', role: 'exposed', removed: [] } })
      .thenRefused('nothing-to-correct'));
  it('is corrected by taking a wrong field away', () => {
    const removal = { personId, changeId, reason: 'wrong-person' as const, removed: ['address' as const] };
    person(registered).when({ type: 'CorrectPerson', data: removal }).then({ type: 'people.PersonCorrected', data: removal });
  });
  it('does not become a child of age', () =>
    person(registered)
      .when({ type: 'CorrectPerson', data: { personId, changeId, reason: 'typing-error', role: 'child', removed: [] } })
      .thenRefused('child-is-minor'));
  it('gets another safe way of contact', () =>
    person(registered)
      .when({ type: 'ChangeSafeContact', data: { personId, changeId, safeContact } })
      .then({ type: 'people.SafeContactChanged', data: { personId, changeId, safeContact } }));
  it('gets a protection, once', () =>
    person(registered)
      .when({ type: 'ChangeProtection', data: { personId, protection: 'fictitious' } })
      .then({ type: 'people.ProtectionChanged', data: { personId, protection: 'fictitious' } }));
  it('keeps the protection it has', () =>
    person(registered)
      .when({ type: 'ChangeProtection', data: { personId, protection: 'none' } })
      .thenNothing());
  it('does not lose a protection that was set in another record', () =>
    person(registered)
      .when({ type: 'ChangeProtection', data: { personId, protection: 'none' }, elsewhere: true })
      .thenRefused('protected-in-other-record'));
  describe('registered twice', () => {
    const kept = { mark: 'none' as const, minor: false, mergedInto: null };
    const data = { personId, changeId, intoPersonId: otherId, basis: 'same-number' as const };
    const merge = (registrations: object = {}, into = otherId) =>
      ({
        type: 'MergePerson',
        data: { ...data, intoPersonId: into },
        registrations: { mark: 'none' as const, kept, isKept: false, ...registrations },
      }) as const;
    const merged: PersonEvent = { type: 'people.PersonMerged', data };
    const apart = { type: 'UnmergePerson', data: { personId, changeId: otherChange } } as const;
    const unmerged: PersonEvent = { type: 'people.PersonUnmerged', data: { personId, changeId: otherChange, fromPersonId: otherId } };

    it('is merged into the registration that is kept, and the same merge twice is one', () => {
      person(registered).when(merge()).then(merged);
      person(registered, merged).when(merge()).thenNothing();
    });
    it('is taken apart again, once, and can be merged anew', () => {
      person(registered, merged).when(apart).then(unmerged);
      person(registered, merged, unmerged).when(apart).thenNothing();
      person(registered).when(apart).thenRefused('not-merged');
      const anew = { ...merge(), data: { ...data, changeId: id(7) } };
      person(registered, merged, unmerged).when(anew).then({ type: 'people.PersonMerged', data: anew.data });
    });
    it('is not merged with itself, with a stranger, or twice', () => {
      person(registered).when(merge({}, personId)).thenRefused('merge-itself');
      person(registered)
        .when(merge({ kept: undefined }))
        .thenRefused('merge-unknown');
      person(registered, merged)
        .when({ ...merge(), data: { ...data, changeId: id(7) } })
        .thenRefused('merged');
    });
    it('makes no chain', () => {
      person(registered)
        .when(merge({ kept: { ...kept, mergedInto: id(8) } }))
        .thenRefused('merge-chain');
      person(registered)
        .when(merge({ isKept: true }))
        .thenRefused('merge-chain');
    });
    it('loses no protection by it, and is never merged under a fictitious identity', () => {
      const refused = (registrations: object, as: string, ...said: PersonEvent[]) =>
        person(registered, ...said)
          .when(merge(registrations))
          .thenRefused(as as 'merge-unlike');
      const marked = (mark: string) => ({ ...kept, mark });
      refused({ kept: marked('secrecy-mark') }, 'merge-unlike');
      refused({ mark: 'secrecy-mark' }, 'merge-unlike'); // by another record
      refused({ kept: { ...kept, minor: true } }, 'merge-unlike');
      refused({ kept: marked('fictitious') }, 'merge-fictitious');
      refused({ mark: 'fictitious', kept: marked('fictitious') }, 'merge-fictitious');
      const fictitious: PersonEvent = { type: 'people.ProtectionChanged', data: { personId, protection: 'fictitious' } };
      refused({}, 'merge-fictitious', fictitious); // the view is late
      person(registered)
        .when(merge({ mark: 'secrecy-mark', kept: marked('secrecy-mark') }))
        .then(merged);
    });
  });
  it.each([
    { type: 'UnmergePerson', data: { personId, changeId } },
    { type: 'CorrectPerson', data: correction },
    { type: 'ChangeSafeContact', data: { personId, changeId, safeContact } },
    { type: 'ChangeProtection', data: { personId, protection: 'none' } },
  ] as const)('is unknown to $type before it is registered', (command) => person().when(command).thenRefused('person-unknown'));
  it('decides the same on sealed and on erased values', () => {
    const erased = { ...registered, data: { ...data, name: { erased: true } } } as PersonEvent;
    person(erased).when({ type: 'CorrectPerson', data: correction }).then({ type: 'people.PersonCorrected', data: correction });
  });
});

describe('any sequence of all these', () => {
  walks(personDecider);
});
