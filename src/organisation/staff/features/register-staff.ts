import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { staffSchema, type ProvisionedStaff } from '#config/county';
import { problems } from '#libs/http';
import { SearchTokens } from '#libs/privacy';
import { derivedId } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { keptOut, organisationRows } from '../../organisation-change.js';
import { registerOf } from '../../place.js';
import { Register } from '../../register.js';
import { staffConcept } from '../staff.concept.js';
import { staffProblems } from '../staff-problems.js';

export const registerStaffInput = staffSchema;

/** A member of staff as the register shall hold them from now on: new, or changed. */
export class RegisterStaff extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: ProvisionedStaff,
  ) {
    super();
  }
}

@CommandHandler(RegisterStaff)
export class RegisterStaffHandler implements ICommandHandler<RegisterStaff> {
  constructor(
    private readonly door: WriteDoor,
    private readonly register: Register,
    private readonly tokens: SearchTokens,
  ) {}

  /** @throws Problem invalid-input: unit, function or duty that the agency does not have; a login that is somebody else's */
  async execute({ meta, input }: RegisterStaff): Promise<CommandResult> {
    await this.check(input);
    const { id: staffId, personnummer, name, subject, ...entry } = input;
    const { agencyId, unitId, title } = entry;
    const own = personnummer === undefined ? undefined : await this.tokens.personNumber(agencyId, personnummer);
    const lists = { duties: [...new Set(entry.duties)].sort(), functions: [...new Set(entry.functions)].sort() };
    return this.door
      .execute({
        concept: staffConcept,
        id: staffId,
        operation: 'RegisterStaff',
        action: 'work',
        input: { staffId, agencyId, unitId, title, name, subject, ...lists, own },
        meta,
        place: registerOf(agencyId),
        creates: { ownerAgency: agencyId, staffId },
        command: async () => {
          const before = await this.register.staff(staffId);
          const sameIdentity = before?.name === name && before.subject === subject;
          const identityId = sameIdentity ? before.identityId : derivedId('staff-identity', staffId, meta.idempotencyKey);
          const registered = { staffId, agencyId, unitId, title, identityId, ...lists };
          const known = own === undefined ? null : await this.register.relationTo(staffId, own);
          const relationId = known?.relationId ?? derivedId('relation', staffId, meta.idempotencyKey);
          return {
            command: {
              type: 'RegisterStaff' as const,
              data: { ...registered, name, subject },
              by: meta.actor.staffId,
              ...(own === undefined ? {} : { selfRelationId: relationId }),
            },
            companions: [
              ...organisationRows(
                { op: 'staff', ...registered, name, subject },
                ...(own === undefined
                  ? []
                  : [{ op: 'relation' as const, relationId, staffId, relation: 'self', token: own, at: meta.now }]),
              ),
              keptOut(staffId),
            ],
            // The staff member's own number locks them out of their own case from the same commit on.
            rights: own === undefined ? [] : [{ op: 'declare-kin' as const, agencyId, staffId, token: own, relation: 'self' }],
          };
        },
      })
      .catch((error: unknown) => {
        throw (error as { constraint?: string }).constraint === 'staff_subject' ? problems.invalid([LOGIN_TAKEN]) : error;
      });
  }

  private async check(input: ProvisionedStaff): Promise<void> {
    const faults = staffProblems(input, {
      kind: await this.register.agencyKind(input.agencyId),
      agencyOfUnit: await this.register.agencyOfUnit(input.unitId),
      functions: await this.register.functionsOf(input.agencyId),
    });
    const holder = await this.register.loginOf(input.subject);
    if (holder !== null && holder !== input.id) faults.push(LOGIN_TAKEN);
    if (faults.length > 0) throw problems.invalid(faults);
  }
}

const LOGIN_TAKEN = {
  path: 'subject',
  message: { sv: 'Kontot används redan av en annan person.', en: 'The account is somebody else’s already.' },
};
