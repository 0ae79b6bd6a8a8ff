import { Injectable } from '@nestjs/common';
import type { RuleFile } from '#config/legal-grounds';
import { swedishDate } from '#libs/shared-kernel';
import { ReadDoor, systemActor, type Place, type ReadTransaction, type RequestContext } from '#src/access/index';
import { PersonRow } from '#src/people/index';
import { concerned } from '../consent-covers.js';
import { ConsentReader } from '../consent-reader.js';
import { ConsentEntryRow } from '../consent.rows.js';
import { recordedPersons } from '../recorded-persons.js';
import { asksOpposition, takenBackAt, type OppositionQuestion } from '../taken-back.js';

type Rules = Pick<RuleFile, 'grounds'>;
/** What the agency knows in the case that bears on whether somebody opposes. */
interface Known extends Pick<OppositionQuestion, 'persons' | 'registration'> {
  readonly consentIds: readonly string[];
}

/** As many acts on consents, or persons, as a case can have: a no beyond them would not be heard. */
const ALL = 5000;

/** Whether the agency's own records say that somebody opposes: a consent to this was taken back. */
@Injectable()
export class Opposition {
  constructor(
    private readonly reads: ReadDoor,
    private readonly consents: ConsentReader,
  ) {}

  /**
   * Which consents there are a view tells; what became of them the event store does, as it stands at this moment. Null where nothing was taken back, and
   * where the ground goes whatever the person says. Asked once the actor was let into the record.
   */
  async since(
    context: RequestContext,
    place: Place,
    { ground, rules, ...question }: Omit<OppositionQuestion, 'at' | 'registration'> & { readonly ground: string; readonly rules: Rules },
  ): Promise<Date | null> {
    if (!asksOpposition(ground, rules, context.now)) return null;
    const { consentIds, ...known } = await this.known(
      context,
      place,
      question.persons.map(({ personId }) => personId),
    );
    const acts = await Promise.all(consentIds.map((consentId) => this.consents.acts(consentId)));
    return takenBackAt(acts, { ...question, ...known, at: context.now });
  }

  /**
   * By all of the agency's records on this side of the case, also those that the actor does not work with: a no to one is a no to the agency. What was said on
   * the other side is not told of here (docs/decisions/0017). So it is the agency's machinery that looks; nothing of it is shown but the refusal that follows,
   * which is noted as one, so nothing is noted here.
   */
  private known({ actor, ...context }: RequestContext, { recordId, caseId }: Place, chosen: readonly string[]): Promise<Known> {
    const machinery = { ...context, actor: systemActor(actor.agencyId, actor.agencyKind, []) };
    return this.reads.lookAgain(machinery, async (tx) => {
      const [{ beside } = { beside: [] }] = await tx.sql<{ beside: string[] }>('SELECT access.records_beside($1) AS beside', [recordId]);
      const where = { caseId, ownerAgency: actor.agencyId, recordId: beside };
      const entries = await tx.find(ConsentEntryRow, 'Consent', { where, limit: ALL });
      const rows = await tx.find(PersonRow, 'Person', { where, limit: ALL });
      const registration = await registrations(tx, recordId, [...chosen, ...rows.map(({ personId }) => personId)]);
      const asked = new Set(chosen.map(registration));
      const theirs = rows.map(({ personId }) => personId).filter((personId) => asked.has(registration(personId)));
      return {
        consentIds: [...new Set(entries.map(({ consentId }) => consentId))],
        persons: concerned(theirs, await recordedPersons(tx, caseId, rows), swedishDate(context.now)),
        registration,
      };
    });
  }
}

/** Which registration stands for whoever has several: the first of them, in whatever order. */
const registrations = async (tx: ReadTransaction, recordId: string, personIds: readonly string[]): Promise<(id: string) => string> => {
  const rows = await tx.sql<{ id: string; ones: string[] | null }>(
    'SELECT id, access.registrations_of($1, id) AS ones FROM unnest($2::uuid[]) id',
    [recordId, [...new Set(personIds)]],
  );
  const first = new Map(rows.map(({ id, ones }) => [id, (ones ?? [id]).toSorted()[0]!]));
  return (personId) => first.get(personId) ?? personId;
};
