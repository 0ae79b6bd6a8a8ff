import { Injectable } from '@nestjs/common';
import type { SelectOption } from '#libs/ui';
import { Directory, type RequestContext } from '#src/access/index';
import { roleName, type PersonView } from '#src/people/index';
import { personLabel } from '../features/own-people.js';
import type { PlanView } from '../plan.view.js';
import type { Names } from './plan-body.js';

/** What ids are called on a plan's pages. A person whom the reader does not know by own record is called by nothing but a short id. */
@Injectable()
export class PlanNames {
  constructor(private readonly directory: Directory) {}

  async names(persons: readonly PersonView[], plans: readonly PlanView[], lang: 'sv' | 'en'): Promise<Names> {
    const functions = new Map((await this.directory.functions()).map((one) => [one.id, `${one.name}, ${one.agencyName}`]));
    const people = new Map(persons.map((person) => [person.personId, `${personLabel(person)} (${roleName(person.role, lang)})`]));
    const staff = new Map<string, string>();
    for (const id of new Set(plans.flatMap((plan) => [plan, ...plan.versions].flatMap(({ savedBy }) => savedBy ?? [])))) {
      const found = await this.directory.staffById(id);
      if (found) staff.set(id, found.name);
    }
    return {
      functionName: (id) => functions.get(id) ?? id,
      personName: (id) => people.get(id) ?? id.slice(0, 8),
      staffName: (id) => staff.get(id) ?? id,
    };
  }

  /** All functions, by agency; and the own ones, who may lead. */
  async choices({ actor }: RequestContext): Promise<{ functions: SelectOption[]; ownFunctions: SelectOption[] }> {
    const all = await this.directory.functions();
    const functions = all.map(({ id, name, agencyName }) => ({ value: id, label: name, group: agencyName }));
    const own = all.filter(({ agencyId }) => agencyId === actor.agencyId);
    // Those that the visitor staffs stand first: whoever draws up a plan usually leads it.
    const ownFunctions = own
      .toSorted((one, other) => Number(actor.functions.includes(other.id)) - Number(actor.functions.includes(one.id)))
      .map(({ id, name }) => ({ value: id, label: name }));
    return { functions, ownFunctions };
  }
}
