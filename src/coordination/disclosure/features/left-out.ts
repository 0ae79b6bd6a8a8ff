import type { FieldClass } from '#libs/shared-kernel';
import { ReadDoor, type CommandMeta, type CommandResult, type ReadTransaction } from '#src/access/index';
import { REVEALING } from '../disclosure-basis.js';
import type { DisclosureInput } from './disclosure-input.js';
import type { DisclosurePreview } from './preview-disclosure.js';

/** A decision's answer says at once what did not go, and why: nobody shall believe that help knows where she is. */
export interface DecisionResult extends CommandResult {
  readonly withheld: DisclosurePreview['withheld'];
}

/** What protection cut of the copy `g` in the very commit that decided it (access.assert_holds): it was asked for, and never left. */
export const LEFT_OUT = `
  ARRAY(SELECT c FROM access.grants f, unnest(f.classes) c
         WHERE f.grant_id = g.grant_id AND f.part = 1 AND f.kind = 'copy' AND f.closed_at = f.valid_from AND c IN ('location', 'contact')
           AND NOT EXISTS (SELECT 1 FROM access.grants n WHERE n.grant_id = f.grant_id AND n.part = 2 AND c = ANY (n.classes)) ORDER BY c)`;

const leftOut = async (tx: ReadTransaction, disclosureId: string): Promise<readonly FieldClass[]> => {
  const sql = `SELECT ${LEFT_OUT} AS classes FROM access.grants g WHERE g.grant_id = $1 AND g.part = 1 AND g.owner_agency = access.agency()`;
  const [row] = await tx.sql<{ classes: FieldClass[] }>(sql, [disclosureId]);
  return row?.classes ?? [];
};

/** The same at a repetition: it stands in the rights, as the commit left them. Asked only where something may have been cut. */
export const withheldBy = async (
  door: ReadDoor,
  meta: CommandMeta,
  {
    disclosureId: objectId,
    caseId,
    recordId,
    mode,
    classes,
  }: Pick<DisclosureInput, 'disclosureId' | 'caseId' | 'recordId' | 'mode' | 'classes'>,
): Promise<DecisionResult['withheld']> => {
  if (mode !== 'copy' || !classes.some((cls) => REVEALING.includes(cls))) return [];
  const about = { action: 'read', operation: 'disclosure-left-out', objectType: 'Disclosure', objectId, caseId, recordId } as const;
  return door.read(meta, about, async (tx) => {
    tx.note({ hits: [objectId], owners: [meta.actor.agencyId], classes: ['reference'] });
    return (await leftOut(tx, objectId)).map((cls) => ({ class: cls, because: 'protected' as const }));
  });
};
