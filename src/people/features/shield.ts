import type { FieldClass } from '#libs/shared-kernel';
import type { ReadTransaction } from '#src/access/index';
import { PersonRow } from '../person/person.rows.js';

/** What does not show in a place of the own agency while somebody on that side of the case is protected, and of whom it shows all the same. */
export interface Shield {
  readonly classes: readonly FieldClass[];
  /** Violence users that nobody protects: where they are tells nothing of her, and is needed. */
  readonly except: ReadonlySet<string>;
}
export const NO_SHIELD: Shield = { classes: [], except: new Set() };

/** As on the persons' own pages (person-view.ts): the vault is the way in. */
const WHEREABOUTS: readonly FieldClass[] = ['location', 'contact'];

/** By the record; where it lies in none, by whose side it is for, which is the reader's own unless that is said. */
const SHIELDED = `
  SELECT CASE WHEN EXISTS (SELECT 1 FROM access.assignments WHERE record_id = $2) THEN access.shielded($2)
              ELSE access.side_shielded($1, coalesce($3, access.on_his_side($1))) END AS closed`;

export interface Shielded {
  readonly caseId: string;
  readonly recordId: string | null;
  readonly his?: boolean;
}

/** Asked before anything is opened: what was told of her before the mark is no way past the vault. */
export const shieldOf = async (tx: ReadTransaction, { caseId, recordId, his }: Shielded): Promise<Shield> => {
  const [row] = await tx.sql<{ closed: boolean }>(SHIELDED, [caseId, recordId, his ?? null]);
  return row?.closed ? { classes: WHEREABOUTS, except: new Set() } : NO_SHIELD;
};

/** The same, but for the violence users that the own records of the case know. */
export const shieldOfKnown = async (tx: ReadTransaction, place: Shielded): Promise<Shield> => {
  const shield = await shieldOf(tx, place);
  if (shield.classes.length === 0) return shield;
  const his = await tx.find(PersonRow, 'Person', { where: { caseId: place.caseId, role: 'violence-user' } });
  return { ...shield, except: new Set(his.filter(({ mark }) => mark === 'none').map(({ personId }) => personId)) };
};

/** Whether a datum of a class about somebody shows. */
export const shows = ({ classes, except }: Shield, cls: FieldClass, personId: string | null): boolean =>
  !classes.includes(cls) || (personId !== null && except.has(personId));

/** As `SHIELDED`; what lies in no record yet opens with the vault of any own record on that side. */
const SHOWS_PLACE = `
  SELECT CASE WHEN EXISTS (SELECT 1 FROM access.assignments WHERE record_id = $2)
              THEN NOT access.shielded($2) OR access.released($2, $3)
              ELSE NOT access.side_shielded($1, access.on_his_side($1))
                   OR EXISTS (SELECT 1 FROM access.assignments a WHERE a.case_id = $1 AND a.agency_id = access.agency()
                                 AND (a.track = 'violence-user') = access.on_his_side($1) AND access.released(a.record_id, $3)) END AS shown`;

export interface PlaceOf {
  readonly caseId: string;
  readonly recordId: string;
  readonly personId: string | null;
}

/** Whether where somebody is shows in something of the own agency about them: nobody on that side is protected, or the vault was opened to the reader. */
export const showsPlaceOf = async (tx: ReadTransaction, { caseId, recordId, personId }: PlaceOf): Promise<boolean> => {
  const [row] = await tx.sql<{ shown: boolean | null }>(SHOWS_PLACE, [caseId, recordId, personId]);
  return row?.shown === true;
};
