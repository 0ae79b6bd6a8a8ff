import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { recordSystems } from '#config/record-systems';
import { Ctx, For, type RequestContext } from '#src/access/index';
import { copyText, type CopySection } from './copy-text.js';
import { CopyReader } from './read-copy.js';

const uuid = z.uuid();
const asked = z.strictObject({
  recordId: uuid.optional(),
  system: z.enum(recordSystems.map(({ id }) => id)).default('other'),
  lang: z.enum(['sv', 'en']).default('sv'),
});

export interface CopyToRecord {
  readonly recordId: string;
  readonly system: string;
  readonly sections: readonly CopySection[];
  /** The same as one text. */
  readonly text: string;
}

@ApiTags('Ärenden')
@Controller('api/v1/cases/:caseId/copy-to-record')
@For('caseworker', 'police-officer')
export class CopyApi {
  constructor(private readonly reader: CopyReader) {}

  @Get()
  @ApiOperation({ summary: 'Den egna aktens innehåll som text för verksamhetssystemet (loggas som export)' })
  async copy(
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: asked }) { recordId, system, lang }: z.infer<typeof asked>,
  ): Promise<CopyToRecord> {
    const { record, sections } = await this.reader.read(context, caseId, recordId, lang);
    return {
      recordId: record.recordId,
      system,
      sections,
      text: copyText(
        sections,
        recordSystems.find(({ id }) => id === system)!,
      ),
    };
  }
}
