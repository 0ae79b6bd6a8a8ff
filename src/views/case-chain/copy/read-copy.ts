import { QueryBus } from '@nestjs/cqrs';
import { Injectable } from '@nestjs/common';
import { recordSystems, type RecordSystem } from '#config/record-systems';
import { problems } from '#libs/http';
import type { AgencyKind } from '#libs/shared-kernel';
import type { Lang } from '#libs/ui';
import type { RequestContext } from '#src/access/index';
import { NotesInCase } from '#src/journal/index';
import { CaseChain } from '../case-chain.query.js';
import { copySections } from './copy-sections.js';
import type { CopySection } from './copy-text.js';

/** The systems that a kind of agency works in. */
export const systemsOf = (kind: AgencyKind): readonly RecordSystem[] => recordSystems.filter(({ kinds }) => kinds.includes(kind));

const BY_EMERGENCY = {
  sv: 'Akten är öppnad i nöd: den kan läsas, men inte kopieras.',
  en: 'The record is opened in an emergency: it can be read, not copied.',
};

/** A case's own facts to be written into another system of the own agency: read as an export, as the trail says. */
@Injectable()
export class CopyReader {
  constructor(private readonly queries: QueryBus) {}

  /** @throws Problem not-found for whoever does not work with the case, forbidden for whoever has opened it in an emergency */
  async read(context: RequestContext, caseId: string, lang: Lang): Promise<readonly CopySection[]> {
    const view = await this.queries.execute(new CaseChain(context, caseId, 'export'));
    if (view.emergency) throw problems.forbidden('emergency-is-for-reading', BY_EMERGENCY);
    return copySections(view, await this.queries.execute(new NotesInCase(context, caseId, 'export')), lang);
  }
}
