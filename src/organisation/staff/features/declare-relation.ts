import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { DECLARED_RELATIONS, personnummerSchema, relationSchema } from '#config/county';
import { problems } from '#libs/http';
import { SearchTokens } from '#libs/privacy';
import { derivedId } from '#libs/shared-kernel';
import { WriteDoor, type CommandMeta, type CommandResult } from '#src/access/index';
import { organisationRows } from '../../organisation-change.js';
import { registerOf } from '../../place.js';
import { Register } from '../../register.js';
import { staffConcept } from '../staff.concept.js';

export const declareRelationInput = relationSchema;
export const ownRelationInput = z.strictObject({ personnummer: personnummerSchema, relation: z.enum(DECLARED_RELATIONS) });

/**
 * A member of staff is kin of a person: everything about them is closed to that member from this commit on (jäv,
 * förvaltningslagen 16–18 §§). The personal number becomes a blind token under the agency's key, and is kept nowhere.
 */
export class DeclareRelation extends Command<CommandResult> {
  constructor(
    readonly meta: CommandMeta,
    readonly input: z.infer<typeof declareRelationInput>,
  ) {
    super();
  }
}

@CommandHandler(DeclareRelation)
export class DeclareRelationHandler implements ICommandHandler<DeclareRelation> {
  constructor(
    private readonly door: WriteDoor,
    private readonly register: Register,
    private readonly tokens: SearchTokens,
  ) {}

  /** @throws Problem not-found when the register has no such person, or the actor may declare for themself only */
  async execute({ meta, input: { staffId, personnummer, relation } }: DeclareRelation): Promise<CommandResult> {
    const staff = await this.register.staff(staffId);
    if (!staff) throw problems.notFound();
    const { agencyId } = staff;
    const token = await this.tokens.personNumber(agencyId, personnummer);
    return this.door.execute({
      concept: staffConcept,
      id: staffId,
      operation: 'DeclareRelation',
      action: staffId === meta.actor.staffId ? 'declare' : 'work',
      input: { staffId, relation, token },
      meta,
      place: registerOf(agencyId),
      command: async () => {
        const known = await this.register.relationTo(staffId, token);
        const relationId = known?.relationId ?? derivedId('relation', staffId, meta.idempotencyKey);
        return {
          command: { type: 'DeclareRelation' as const, data: { staffId, relationId, relation } },
          companions: organisationRows({ op: 'relation', relationId, staffId, relation, token, at: meta.now }),
          rights: [{ op: 'declare-kin' as const, agencyId, staffId, token, relation }],
        };
      },
    });
  }
}
