import { Injectable } from '@nestjs/common';
import type { RuleFile } from '#config/legal-grounds';
import { ReadDoor, type Place, type RequestContext } from '#src/access/index';
import { ConsentReader } from '../consent-reader.js';
import { ConsentEntryRow } from '../consent.rows.js';
import { asksOpposition, takenBackAt, type OppositionQuestion } from '../taken-back.js';

type Rules = Pick<RuleFile, 'grounds'>;

/** Whether the agency's own record says that somebody opposes: a consent to this was taken back. */
@Injectable()
export class Opposition {
  constructor(
    private readonly reads: ReadDoor,
    private readonly consents: ConsentReader,
  ) {}

  /**
   * Which consents there are a view tells; what became of them the event store does, as it stands at this moment. Null where nothing was taken back, and
   * where the ground goes whatever the person says.
   */
  async since(
    context: RequestContext,
    { recordId, caseId }: Place,
    { ground, rules, ...question }: Omit<OppositionQuestion, 'at'> & { readonly ground: string; readonly rules: Rules },
  ): Promise<Date | null> {
    if (!asksOpposition(ground, rules, context.now)) return null;
    const about = { action: 'list', operation: 'consents-taken-back', objectType: 'Consent', caseId, recordId } as const;
    const ids = await this.reads.read(context, about, async (tx) => {
      const rows = await tx.find(ConsentEntryRow, 'Consent', { where: { caseId, ownerAgency: context.actor.agencyId } });
      const found = [...new Set(rows.map(({ consentId }) => consentId))];
      tx.note({ hits: found, owners: rows.map(({ ownerAgency }) => ownerAgency), classes: ['reference'] });
      return found;
    });
    const acts = await Promise.all(ids.map((consentId) => this.consents.acts(consentId)));
    return takenBackAt(acts, { ...question, at: context.now });
  }
}
