import { QueryBus } from '@nestjs/cqrs';
import { Injectable } from '@nestjs/common';
import { recordSystems, type RecordSystem } from '#config/record-systems';
import { problems } from '#libs/http';
import type { AgencyKind } from '#libs/shared-kernel';
import type { Lang } from '#libs/ui';
import type { RequestContext } from '#src/access/index';
import { NotesInCase } from '#src/journal/index';
import { CaseChain } from '../case-chain.query.js';
import type { CaseChainView, CaseRecord } from '../case-chain.view.js';
import { copySections } from './copy-sections.js';
import type { CopySection } from './copy-text.js';

/** The systems that a kind of agency works in. */
export const systemsOf = (kind: AgencyKind): readonly RecordSystem[] => recordSystems.filter(({ kinds }) => kinds.includes(kind));

export interface RecordCopy {
  readonly record: CaseRecord;
  readonly view: CaseChainView;
  readonly sections: readonly CopySection[];
}

/** A record's own facts to be written into another system of the own agency: read as an export, as the trail says. */
@Injectable()
export class CopyReader {
  constructor(private readonly queries: QueryBus) {}

  /**
   * @param asked the record, where there are several; else the one that the case starts from
   * @throws Problem not-found for whoever does not work with it, forbidden by the door where something of it is shown by an emergency opening
   */
  async read(context: RequestContext, caseId: string, asked: string | undefined, lang: Lang): Promise<RecordCopy> {
    const view = await this.queries.execute(new CaseChain(context, caseId, 'export'));
    const record = asked === undefined ? view.record : view.records.find(({ recordId }) => recordId === asked);
    if (!record) throw problems.notFound();
    const notes = await this.queries.execute(new NotesInCase(context, caseId, 'export'));
    return { record, view, sections: copySections(view, record, notes, lang) };
  }
}
