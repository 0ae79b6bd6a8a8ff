import { Command, CommandBus, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { Problem, problems } from '#libs/http';
import { derivedId } from '#libs/shared-kernel';
import { Directory, ReadDoor, ViewsReached, type CommandMeta, type CommandResult } from '#src/access/index';
import { PersonsOfRecord, RegisterPerson } from '#src/people/index';
import { ReceiveCopy } from '../../received/index.js';
import { OpenRecord, RecordRow, type Track } from '../../record/index.js';
import { copyOf, personsOf } from '../received-content.js';
import type { ReferralDetail } from '../referral.view.js';
import { OneReferral } from './read-referral.js';

/**
 * The recipient takes the accepted request into a record of its own: the persons that were shared, and a marked copy of the content, sealed with
 * its own keys. What it then holds stays when a consent is withdrawn. Answers with the record's id.
 */
export class OpenCaseFromReferral extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly referralId: string,
  ) {
    super();
  }
}

@CommandHandler(OpenCaseFromReferral)
export class OpenCaseFromReferralHandler implements ICommandHandler<OpenCaseFromReferral> {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reads: ReadDoor,
    private readonly directory: Directory,
    private readonly views: ViewsReached,
  ) {}

  /** Each step has a key of its own, derived from the request: done twice, or resumed after a crash, it makes one record and one copy. */
  async execute({ meta, referralId }: OpenCaseFromReferral): Promise<CommandResult> {
    await this.views.waitForAll(); // it may have been accepted a moment ago
    const referral = await this.queries.execute(
      new OneReferral(meta, referralId, { operation: 'OpenCaseFromReferral', action: 'read', takesIn: true }),
    );
    if (referral.side !== 'recipient' || referral.caseId === undefined) throw problems.notFound();
    if (referral.kind === 'concern-report') throw isTakenIn();
    if (referral.status !== 'accepted' && referral.status !== 'done') throw notAccepted();
    if (referral.classes.length === 0) throw problems.rightEnded();
    const place = { caseId: referral.caseId, recordId: await this.recordOf(meta, referral, referral.caseId) };
    await this.registerPersons(meta, referral, place);
    const sender = await this.directory.functionById(referral.from.functionId);
    const copy = copyOf(referral, { ...place, actor: meta.actor, fromKind: sender?.agencyKind ?? 'state-agency', receivedAt: meta.now });
    const received = await this.commands.execute(new ReceiveCopy(step(meta, referralId, 'copy'), copy));
    return { ...received, id: place.recordId };
  }

  /** The agency's record in the case that the actor works with; else a new one, the same whoever asks twice. */
  private async recordOf(meta: CommandMeta, referral: ReferralDetail, caseId: string): Promise<string> {
    const { agencyId } = meta.actor;
    const about = { action: 'read' as const, operation: 'OpenCaseFromReferral', objectType: 'Record', caseId };
    const records = await this.reads.read(meta, about, (tx) =>
      tx.find(RecordRow, 'Record', { where: { caseId, ownerAgency: agencyId, status: 'open' }, order: { openedAt: 'ASC' } }),
    );
    const track = trackOf(referral);
    const existing = await this.firstFitting(meta, records, referral, track);
    if (existing) return existing.recordId;
    const recordId = derivedId('record-of-referral', referral.referralId, agencyId);
    const input = {
      recordId,
      caseId,
      functionId: referral.to.functionId,
      source: 'referral' as const,
      sourceId: referral.referralId,
      track,
    };
    await this.commands.execute(new OpenRecord(step(meta, referral.referralId, 'record'), input));
    return recordId;
  }

  /**
   * Never across the wall to the violence user or from him; and what a child's record holds is that child's: nobody else's request is laid there, nor the
   * child's in anybody else's, whose party may read it and whose retention is another.
   */
  private async firstFitting(
    meta: CommandMeta,
    records: readonly RecordRow[],
    referral: ReferralDetail,
    track: Track,
  ): Promise<RecordRow | undefined> {
    for (const record of records) {
      if (record.track !== 'child') {
        if (track !== 'child' && (record.track === 'violence-user') === (track === 'violence-user')) return record;
      } else if (track === 'child') {
        const held = await this.queries.execute(new PersonsOfRecord(meta, record.recordId));
        if (personsOf(referral).every(({ personId }) => held.some((person) => person.personId === personId))) return record;
      }
    }
    return undefined;
  }

  private async registerPersons(meta: CommandMeta, referral: ReferralDetail, place: { recordId: string; caseId: string }): Promise<void> {
    for (const person of personsOf(referral)) {
      const { personId } = person;
      const input = { ...person, ...place, receivedFrom: referral.referralId };
      await this.commands
        .execute(new RegisterPerson(step(meta, referral.referralId, `person:${personId}`), input, true))
        .catch((error: unknown) => {
          // Known to the record already: what the agency itself has registered stands.
          if (!(error instanceof Problem && error.slug === 'person-exists')) throw error;
        });
    }
  }
}

/** Whose record a request begins: the violence user's, or a child's, where it is about nobody else. */
const trackOf = (referral: ReferralDetail): Track => {
  const roles = new Set(personsOf(referral).map(({ role }) => role));
  const [only] = roles;
  return roles.size === 1 && (only === 'violence-user' || only === 'child') ? only : 'exposed';
};

const step = (meta: CommandMeta, referralId: string, name: string): CommandMeta => ({
  ...meta,
  idempotencyKey: derivedId('open-case', referralId, name),
  expectedVersion: undefined,
});
/** One record would hold all the children of a report together. */
const isTakenIn = (): Problem =>
  new Problem(409, 'concern-report-is-taken-in', {
    sv: 'En orosanmälan tas emot med en egen akt för varje barn.',
    en: 'A concern report is taken in with a record of its own for each child.',
  });
const notAccepted = (): Problem =>
  new Problem(409, 'not-accepted', {
    sv: 'Acceptera förfrågan innan du öppnar ärendet.',
    en: 'Accept the request before you open the case.',
  });
