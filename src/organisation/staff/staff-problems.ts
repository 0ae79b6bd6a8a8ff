import { DUTIES_OF, type ProvisionedStaff } from '#config/county';
import type { FieldProblem } from '#libs/http';
import type { AgencyKind } from '#libs/shared-kernel';

export interface StaffPlace {
  /** Null: no such agency. */
  readonly kind: AgencyKind | null;
  readonly agencyOfUnit: string | null;
  /** All functions of the agency. */
  readonly functions: readonly string[];
}

/** What in an entry does not fit the agency it is for. */
export function staffProblems({ agencyId, duties, functions }: ProvisionedStaff, place: StaffPlace): FieldProblem[] {
  const { kind } = place;
  if (kind === null)
    return [{ path: 'agencyId', message: { sv: 'Verksamheten finns inte i registret.', en: 'The agency is not in the register.' } }];
  const faults: FieldProblem[] = [];
  if (place.agencyOfUnit !== agencyId)
    faults.push({ path: 'unitId', message: { sv: 'Välj en enhet i verksamheten.', en: 'Choose a unit of the agency.' } });
  if (duties.some((duty) => duty === 'system' || !(DUTIES_OF[duty]?.includes(kind) ?? true)))
    faults.push({ path: 'duties', message: { sv: 'Uppdraget finns inte i verksamheten.', en: 'The agency has no such duty.' } });
  if (functions.some((id) => !place.functions.includes(id)))
    faults.push({
      path: 'functions',
      message: { sv: 'Välj bland verksamhetens egna funktioner.', en: 'Choose among the agency’s own functions.' },
    });
  return faults;
}
