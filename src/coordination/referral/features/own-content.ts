import { Injectable } from '@nestjs/common';
import { problems } from '#libs/http';
import { swedishDate, type FieldClass, type RightsChange } from '#libs/shared-kernel';
import { ReadDoor, type Place, type RequestContext } from '#src/access/index';
import { PersonRow } from '#src/people/index';
import { concerned, recordedPersons, type Concerned } from '../../consent/index.js';
import { KinLocks } from '../../record/index.js';
import { buildContent } from '../content-builder.js';
import { FACT_CLASSES, type ReferralContent } from '../referral.content.js';
import { OwnFactRow } from '../referral.rows.js';

export interface OwnContent {
  readonly content: ReferralContent;
  readonly persons: readonly (Concerned & { readonly role: string })[];
  /** In the record, chosen or not: then nobody's whereabouts leave it. */
  readonly someoneProtected: boolean;
  /** All this as a preview shows it, to be named (tagOf). */
  readonly shown: object;
  /** What locks the recipient's own staff out if they are a party or kin: of everyone the agency knows in the case, disclosed or not. */
  kinLocks(recipientAgency: string, caseId: string): Promise<RightsChange[]>;
}

/** Fills a request in from the sender's own record. */
@Injectable()
export class OwnContentReader {
  constructor(
    private readonly reads: ReadDoor,
    private readonly locks: KinLocks,
  ) {}

  /** @throws 404 when a person is not in the record, or the actor may not see it */
  async read(
    context: RequestContext,
    reading: { readonly operation: string; readonly action: 'read' | 'print' },
    place: Place,
    personIds: readonly string[],
    classes: readonly FieldClass[],
  ): Promise<OwnContent> {
    const { recordId, caseId } = place;
    const about = { ...reading, objectType: 'Person', caseId, recordId };
    return this.reads.read(context, about, async (tx) => {
      const inRecord = await tx.find(PersonRow, 'Person', { where: { recordId, caseId } });
      const byId = new Map(inRecord.map((row) => [row.personId, row]));
      const someoneProtected = inRecord.some(({ shielded }) => shielded);
      if (personIds.some((personId) => !byId.has(personId))) throw problems.notFound();
      const chosen = await tx.open(personIds.map((personId) => byId.get(personId)!));
      const judged = new Map(
        concerned(personIds, await recordedPersons(tx, caseId, inRecord), swedishDate(context.now)).map((person) => [
          person.personId,
          person,
        ]),
      );
      const persons = chosen.map((person) => ({ ...person, ...judged.get(person.personId)! }));
      const own = FACT_CLASSES.some((cls) => classes.includes(cls))
        ? await tx.find(OwnFactRow, 'ChainEntry', {
            where: { recordId, caseId, ownerAgency: context.actor.agencyId },
            order: { position: 'ASC' },
          })
        : [];
      const facts = await tx.open(own.filter(({ thing }) => thing !== 'referral'));
      tx.note({ hits: personIds, persons: personIds, owners: [context.actor.agencyId], classes });
      const content = buildContent(persons, facts, classes, someoneProtected);
      const named = persons.map(({ personId, role }) => ({ personId, role }));
      return {
        content,
        someoneProtected,
        shown: { classes, content, persons: named, someoneProtected },
        persons: named.map(({ personId, role }) => ({ ...judged.get(personId)!, role })),
        kinLocks: (recipientAgency, inCase) => this.locks.at(context, recipientAgency, inCase),
      };
    });
  }
}
