import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Problem, problems } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import { COMMAND_PATIENCE_MS, ReadDoor, type CommandMeta } from '#src/access/index';
import { PersonRow } from '#src/people/index';
import type { GIVEN_BY } from '../consent.events.js';
import { giverRefusal, type RecordedPerson } from '../consent-giver.js';
import { recordedPersons } from '../recorded-persons.js';

interface Said {
  readonly recordId: string;
  readonly caseId: string;
  readonly personId: string;
  readonly givenBy: (typeof GIVEN_BY)[number];
  readonly givenByPersonId?: string | undefined;
  readonly appointment?: { readonly decidedOn: string } | undefined;
}

/** Judges who may consent for whom, by what the own record knows of them; asked again when a consent is to cover more. Nothing of it is shown: an answer is a rule, or nothing. */
@Injectable()
export class ConsentGivers {
  constructor(private readonly reads: ReadDoor) {}

  /** @throws Problem consent-giver-refused with the rule; unavailable when the view of the persons stays late */
  async requires(meta: CommandMeta, said: Said): Promise<void> {
    const persons = await this.personsOf(meta, said);
    const refusal = giverRefusal({
      givenBy: said.givenBy,
      person: persons.get(said.personId)!,
      guardian: (said.givenByPersonId && persons.get(said.givenByPersonId)) || null,
      appointedOn: said.appointment?.decidedOn,
      today: swedishDate(meta.now),
    });
    if (!refusal) return;
    throw new Problem(
      422,
      'consent-giver-refused',
      { sv: 'Den personen kan inte samtycka här.', en: 'That person cannot consent here.' },
      { rule: refusal.rule, detail: refusal.reason, fields: [{ path: refusal.path, message: refusal.reason }] },
    );
  }

  private async personsOf(
    meta: CommandMeta,
    { recordId, caseId, personId, givenByPersonId }: Said,
  ): Promise<ReadonlyMap<string, RecordedPerson>> {
    const wanted = [personId, ...(givenByPersonId ? [givenByPersonId] : [])];
    // They stand in the record's streams already; a view that does not know them yet is only late.
    for (const deadline = Date.now() + COMMAND_PATIENCE_MS; ;) {
      const found = await this.read(meta, { recordId, caseId }, wanted);
      if (wanted.every((id) => found.has(id))) return found;
      if (Date.now() > deadline) throw problems.unavailable();
      await sleep(25);
    }
  }

  private read(meta: CommandMeta, place: { recordId: string; caseId: string }, personIds: readonly string[]) {
    return this.reads.lookAgain(meta, async (tx) => {
      const rows = await tx.find(PersonRow, 'Person', { where: { ...place, personId: personIds } });
      return new Map((await recordedPersons(tx, place.caseId, rows)).map((person): [string, RecordedPerson] => [person.personId, person]));
    });
  }
}
