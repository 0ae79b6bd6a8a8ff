import { subject } from '@casl/ability';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { problems } from '#libs/http';
import { ReadDoor, type RequestContext } from '#src/access/index';
import { RegisterSnapshot, type Snapshot } from '../register-snapshot.js';

/** The whole register, for those who operate it. With a staff id: audited as a look at that person. */
export class ReadRegister extends Query<Snapshot> {
  constructor(
    readonly context: RequestContext,
    readonly about: { readonly staffId?: string; readonly agencyId?: string } = {},
  ) {
    super();
  }
}

@QueryHandler(ReadRegister)
export class ReadRegisterHandler implements IQueryHandler<ReadRegister> {
  constructor(
    private readonly door: ReadDoor,
    private readonly snapshot: RegisterSnapshot,
  ) {}

  /** @throws Problem not-found for other duties, and for a person whom the register does not know */
  execute({ context, about: { staffId, agencyId } }: ReadRegister): Promise<Snapshot> {
    const read = {
      action: staffId ? ('read' as const) : ('list' as const),
      operation: 'staff-register',
      objectType: 'Organisation',
      ...(staffId ? { objectId: staffId } : {}),
    };
    return this.door.read(context, read, async (tx) => {
      if (!tx.can('read', subject('Organisation', {}))) throw problems.notFound();
      const whole = await this.snapshot.take();
      if (staffId && !whole.staff.has(staffId)) throw problems.notFound();
      const shown = [...whole.staff.values()].filter((one) => (!staffId || one.id === staffId) && (!agencyId || one.agencyId === agencyId));
      tx.note({ hits: shown.map(({ id }) => id), owners: shown.map((one) => one.agencyId), classes: ['identity'] });
      return whole;
    });
  }
}
