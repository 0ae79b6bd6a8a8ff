import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Problem, problems } from '#libs/http';
import { WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { organisationRows, type OrganisationChange } from '../../organisation-change.js';
import { registerOf } from '../../place.js';
import { Register } from '../../register.js';
import { staffConcept } from '../staff.concept.js';
import type { StaffCommand } from '../staff.decider.js';
import { RETRACT_REASONS } from '../staff.events.js';

export const retractRelationInput = z.strictObject({ reason: z.enum(RETRACT_REASONS) });

type Act =
  | { readonly type: 'RetractRelation'; readonly reason: (typeof RETRACT_REASONS)[number] }
  | { readonly type: 'ConfirmRetraction' | 'RefuseRetraction' };

/** A declaration taken back by whoever made it, or that answered by the head of the unit. The lock stays until it is confirmed. */
export class ChangeRetraction extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly relationId: string,
    readonly act: Act,
  ) {
    super();
  }
}

@CommandHandler(ChangeRetraction)
export class ChangeRetractionHandler implements ICommandHandler<ChangeRetraction> {
  constructor(
    private readonly door: WriteDoor,
    private readonly register: Register,
  ) {}

  /** @throws Problem not-found for another's declaration, and for staff of another unit */
  async execute({ meta, relationId, act }: ChangeRetraction): Promise<CommandResult> {
    const staffId = await this.register.declarerOf(relationId);
    const staff = staffId === null ? null : await this.register.staff(staffId);
    if (!staffId || !staff) throw problems.notFound();
    const command: StaffCommand =
      act.type === 'RetractRelation'
        ? { type: act.type, data: { staffId, relationId, reason: act.reason } }
        : { type: act.type, data: { staffId, relationId }, by: meta.actor.staffId };
    const done = this.door.execute({
      concept: staffConcept,
      id: staffId,
      operation: act.type,
      action: act.type === 'RetractRelation' ? 'declare' : 'confirm',
      input: { relationId, ...act },
      meta,
      place: registerOf(staff.agencyId),
      command: () => Promise.resolve({ command, companions: organisationRows(rowOf(relationId, act, meta.now)) }),
    });
    // Whoever keeps the register reads who is employed, not who has declared what: a refusal that told would say that there is a declaration.
    return done.catch((error: unknown) => {
      throw error instanceof Problem && error.status === 403 ? problems.notFound() : error;
    });
  }
}

const rowOf = (relationId: string, act: Act, at: Date): OrganisationChange => {
  switch (act.type) {
    case 'RetractRelation':
      return { op: 'retract', relationId, reason: act.reason, at };
    case 'ConfirmRetraction':
      return { op: 'drop-relation', relationId };
    case 'RefuseRetraction':
      return { op: 'keep-relation', relationId };
  }
};
