import { randomUUID } from 'node:crypto';
import { demoStaff } from '#config/demo/staff';
import { ok, type ApiPerson } from '../../support/world.js';
import type { PlayedCase } from '../played-case.js';

const DAY = 86_400_000;
const moment = (days: number): string => new Date(Date.now() + days * DAY).toISOString();

/** Who acts in a case: they are told apart by what they end. */
export interface Actors {
  readonly sara: ApiPerson;
  readonly head: ApiPerson;
}

/** One way in which a right ends, acknowledged to whoever ended it. */
export interface Ending {
  readonly name: string;
  /** Whose reads it ends. */
  readonly reader: string;
  /** The reader loses the case as a whole, so that a stream of it must end too. */
  readonly whole: boolean;
  /** Opens the right. @returns what ends it */
  open(actors: Actors, played: PlayedCase): Promise<() => Promise<unknown>>;
}

const standing = async ({ sara }: Actors, { ids }: PlayedCase): Promise<{ consentId: string; disclosureId: string }> => {
  const at = { recordId: ids.bodenRecord, caseId: ids.caseId };
  const [consentId, disclosureId] = [randomUUID(), randomUUID()];
  const to = 'vardcentral-boden-kurator';
  const classes = ['plan', 'support'];
  await ok(
    sara.post('/api/v1/consents', {
      ...{ ...at, consentId, personId: ids.personId, givenBy: 'adult', form: 'oral', alone: 'yes', until: moment(100) },
      ...{ recipients: [to], classes, purposes: ['plan', 'support'], circumstances: 'at-meeting' },
    }),
  );
  await ok(
    sara.post('/api/v1/disclosures', {
      ...{ ...at, disclosureId, recipientFunction: to, mode: 'standing', classes, purpose: 'plan', ground: 'osl-10-1-consent', consentId },
      ...{ personIds: [ids.personId], factsFrom: moment(-1), until: moment(50) },
    }),
  );
  return { consentId, disclosureId };
};
const assigned = async ({ sara }: Actors, { ids }: PlayedCase): Promise<object> => {
  const at = { recordId: ids.bodenRecord, caseId: ids.caseId, staffId: demoStaff.bodenOnCall.id };
  await ok(sara.post('/api/v1/records/assign', at));
  return at;
};

/** A recipient's function; and a colleague on call, who has no part in the case but by being assigned. */
const careReads = { reader: 'demo-region-caseworker', whole: false };
const colleagueReads = { reader: 'demo-boden-on-call', whole: true };

export const endings: readonly Ending[] = [
  {
    name: 'withdrawal of a consent',
    ...careReads,
    open: async (actors, played) => {
      const { consentId } = await standing(actors, played);
      return () => ok(actors.sara.post(`/api/v1/consents/${consentId}/withdrawals`, { scope: { kind: 'whole' }, alone: 'yes' }));
    },
  },
  {
    name: 'end of a disclosure',
    ...careReads,
    open: async (actors, played) => {
      const { disclosureId } = await standing(actors, played);
      return () => ok(actors.sara.post(`/api/v1/disclosures/${disclosureId}/closing`, { reason: 'no-longer-needed' }));
    },
  },
  {
    name: 'end of an assignment',
    ...colleagueReads,
    open: async (actors, played) => {
      const at = await assigned(actors, played);
      return () => ok(actors.sara.post('/api/v1/records/unassign', at));
    },
  },
  {
    name: 'lock-out',
    ...colleagueReads,
    open: async (actors, played) => {
      const { ids } = played;
      const at = { recordId: ids.bodenRecord, caseId: ids.caseId, staffId: demoStaff.bodenOnCall.id };
      // Locked out by the race before this one, or never.
      await actors.head.post('/api/v1/records/lift-lock', at);
      await assigned(actors, played);
      return () => ok(actors.sara.post('/api/v1/records/lock-out', at));
    },
  },
  {
    name: 'withdrawal of a purpose',
    ...careReads,
    open: async (actors, played) => {
      const { consentId } = await standing(actors, played);
      return () =>
        ok(actors.sara.post(`/api/v1/consents/${consentId}/withdrawals`, { scope: { kind: 'part', purposes: ['plan'] }, alone: 'yes' }));
    },
  },
];
