import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Codec, type StoredEvent } from '#libs/event-store';
import { Problem } from '#libs/http';
import { Sealer } from '#libs/privacy';
import { Clock, derivedId, intakeRecordOf } from '#libs/shared-kernel';
import { Delivery, Directory, ReadDoor, systemActor, type CommandMeta, type ReadTransaction } from '#src/access/index';
import { fromCopied, narrowCopied, toCopied } from '../disclosure/copied-content.events.js';
import { disclosureEvents, type DecidedData, type DisclosureEvent } from '../disclosure/disclosure.events.js';
import { reservationIn } from '../disclosure/index.js';
import { RecordRow } from '../record/index.js';
import { CopyFiles, type Gate } from './copy-files.js';
import { ReceiveCopy } from './features/receive-copy.js';

/** A grant that was narrowed since carries fewer classes: the copy gets only these. */
const OPEN_GRANT = `
  SELECT classes FROM access.grants
   WHERE object_id = $1 AND kind = 'copy' AND recipient_agency = access.agency() AND recipient_function = ANY (access.functions())
     AND closed_at IS NULL AND valid_from <= access.now() AND (valid_until IS NULL OR valid_until > access.now())`;

/**
 * One decided copy to its recipient: the gate first, then the sender's values opened, then the recipient's own command. Delivered at least once;
 * the idempotency key and the copy's id are the same at each delivery.
 */
@Injectable()
export class CopyDelivery extends Delivery {
  readonly name = 'copies';
  readonly types = [disclosureEvents.decided.type];
  private readonly codec = new Codec<DisclosureEvent>(disclosureEvents);

  constructor(
    private readonly commands: CommandBus,
    private readonly reads: ReadDoor,
    private readonly sealer: Sealer,
    private readonly directory: Directory,
    private readonly clock: Clock,
    private readonly files: CopyFiles,
  ) {
    super();
  }

  /** @returns false when there was nothing to deliver: no copy, not by this system, or the grant has closed */
  async deliver(stored: StoredEvent): Promise<boolean> {
    const { event } = this.codec.decode(stored);
    if (event.type !== 'coordination.DisclosureDecided') return false;
    const { data } = event;
    if (data.mode !== 'copy' || data.channel !== 'system' || !data.receivedId) return false;
    const recipient = await this.directory.functionById(data.recipientFunction);
    if (!recipient) throw new Error('the recipient function is not in the register');

    const meta: CommandMeta = {
      actor: systemActor(recipient.agencyId, recipient.agencyKind, [recipient.id]),
      now: this.clock.now(),
      correlationId: stored.metadata['correlation'] ?? stored.id,
      causationId: stored.id,
      idempotencyKey: derivedId('deliver', stored.id),
    };
    const about = {
      action: 'read',
      operation: 'copy-delivery',
      objectType: 'ReceivedCopy',
      objectId: data.receivedId,
      caseId: data.caseId,
    } as const;
    const gate = await this.reads.read(meta, about, (tx) => passGate(tx, data));
    if (!gate) {
      if (data.files) await this.files.settle(meta, data.receivedId);
      return false;
    }

    const { recordId, inRecord, classes } = gate;
    const opened = fromCopied(await this.sealer.open(narrowCopied(data, classes)));
    const reservation = reservationIn(await this.sealer.open(data.documentation));
    try {
      await this.commands.execute(
        new ReceiveCopy(
          meta,
          {
            receivedId: data.receivedId,
            recordId,
            caseId: data.caseId,
            agencyId: recipient.agencyId,
            intakeFunction: inRecord ? '' : recipient.id,
            fromAgency: data.agencyId,
            fromKind: (stored.metadata['agencyKind'] ?? 'county') as DecidedData['recipientKind'],
            toKind: data.recipientKind,
            recipientFunction: recipient.id,
            sourceKind: 'disclosure',
            sourceId: data.disclosureId,
            ground: data.ground,
            ruleVersion: data.ruleVersion,
            purpose: data.purpose,
            classes: [...classes],
            personIds: data.personIds,
            receivedAt: meta.now.toISOString(),
            ...toCopied(opened),
            ...(reservation === undefined ? {} : { reservation }),
          },
          data.files ? () => this.files.bring(stored, data, meta, gate) : undefined,
        ),
      );
      if (data.files) await this.files.settle(meta, data.receivedId);
      return true;
    } catch (error) {
      // Withdrawn, wholly or in part, between the gate and the commit: the commit itself refused. The gate says what is left.
      if (error instanceof Problem && error.slug === 'right-ended') return this.deliver(stored);
      throw error;
    }
  }
}

/** The open grant's classes, and the recipient's record: its own in the case, of this very function, else the function's intake. */
const passGate = async (tx: ReadTransaction, { receivedId, caseId, recipientFunction }: DecidedData): Promise<Gate | null> => {
  const [grant] = await tx.sql<{ classes: DecidedData['classes'] }>(OPEN_GRANT, [receivedId]);
  if (!grant) return null;
  const records = await tx.find(RecordRow, 'Record', { where: { caseId, functionId: recipientFunction }, order: { openedAt: 'DESC' } });
  const record = records.find(({ status }) => status === 'open') ?? records.at(0);
  tx.note({ hits: receivedId ? [receivedId] : [], classes: grant.classes });
  return {
    classes: grant.classes,
    recordId: record?.recordId ?? intakeRecordOf(recipientFunction, caseId),
    inRecord: record !== undefined,
  };
};
