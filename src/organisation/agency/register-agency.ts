import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ProvisionedAgency, ProvisionedFunction, ProvisionedUnit } from '#config/county';
import { problems } from '#libs/http';
import { WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { organisationRows, type OrganisationChange } from '../organisation-change.js';
import { registerOf } from '../place.js';
import { Register } from '../register.js';
import { agencyConcept } from './agency.concept.js';
import type { AgencyCommand } from './agency.decider.js';

export type AgencyEntry =
  | { readonly type: 'RegisterAgency'; readonly entry: ProvisionedAgency }
  | { readonly type: 'RegisterUnit'; readonly entry: ProvisionedUnit }
  | { readonly type: 'RegisterFunction'; readonly entry: ProvisionedFunction };

/** An agency, or one of its units or functions, as the register shall hold it from now on. */
export class RegisterAgencyEntry extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly asked: AgencyEntry,
  ) {
    super();
  }
}

@CommandHandler(RegisterAgencyEntry)
export class RegisterAgencyEntryHandler implements ICommandHandler<RegisterAgencyEntry> {
  constructor(
    private readonly door: WriteDoor,
    private readonly register: Register,
  ) {}

  /** @throws Problem invalid-input when the id of a unit or function belongs to another agency already */
  async execute({ meta, asked }: RegisterAgencyEntry): Promise<CommandResult> {
    const agencyId = asked.type === 'RegisterAgency' ? asked.entry.id : asked.entry.agencyId;
    const holder =
      asked.type === 'RegisterUnit'
        ? await this.register.agencyOfUnit(asked.entry.id)
        : asked.type === 'RegisterFunction'
          ? await this.register.agencyOfFunction(asked.entry.id)
          : null;
    if (holder !== null && holder !== agencyId) throw taken();
    return this.door
      .execute({
        concept: agencyConcept,
        id: agencyId,
        operation: asked.type,
        action: 'work',
        command: commandOf(asked),
        meta,
        place: registerOf(agencyId),
        creates: { ownerAgency: agencyId },
        companions: organisationRows(rowOf(asked)),
      })
      .catch((error: unknown) => {
        throw (error as { code?: string }).code === 'OR409' ? taken() : error;
      });
  }
}

const taken = () =>
  problems.invalid([
    { path: 'id', message: { sv: 'Id:t används redan av en annan verksamhet.', en: 'Another agency uses this id already.' } },
  ]);

function commandOf(asked: AgencyEntry): AgencyCommand {
  switch (asked.type) {
    case 'RegisterAgency': {
      const { id, ...rest } = asked.entry;
      return { type: asked.type, data: { agencyId: id, ...rest } };
    }
    case 'RegisterUnit': {
      const { id, ...rest } = asked.entry;
      return { type: asked.type, data: { unitId: id, ...rest } };
    }
    case 'RegisterFunction': {
      const { id, ...rest } = asked.entry;
      return { type: asked.type, data: { functionId: id, ...rest } };
    }
  }
}

function rowOf(asked: AgencyEntry): OrganisationChange {
  switch (asked.type) {
    case 'RegisterAgency': {
      const { id, ...rest } = asked.entry;
      return { op: 'agency', agencyId: id, ...rest };
    }
    case 'RegisterUnit': {
      const { id, ...rest } = asked.entry;
      return { op: 'unit', unitId: id, ...rest };
    }
    case 'RegisterFunction': {
      const { id, ...rest } = asked.entry;
      return { op: 'function', functionId: id, ...rest };
    }
  }
}
