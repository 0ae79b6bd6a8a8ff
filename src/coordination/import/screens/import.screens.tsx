import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { importMappings } from '#config/import-mappings';
import type { FormError } from '#libs/ui';
import { Ctx, Directory, For, TAKES_FILE, Visitor, workspacePage, type AdmittedRequest, type RequestContext } from '#src/access/index';
import { refusedForm, sendPage } from '#src/people/index';
import { readUpload } from '../../attachment/index.js';
import { ImportIds } from '../import-ids.js';
import { planImport, UnreadableFile, type ImportPlan } from '../import-lines.js';
import { ImportRecords } from '../import-records.js';
import { IMPORT, ImportPage, type ImportPageProps } from './import-page.js';
import { importTexts } from './import-texts.js';

type Guest = AdmittedRequest['insatskedja'];

/** Import of existing records, by whoever will work with them. */
@ApiExcludeController()
@Controller('workspace/import')
@For('caseworker', 'police-officer')
export class ImportScreens {
  constructor(
    private readonly importer: ImportRecords,
    private readonly ids: ImportIds,
    private readonly directory: Directory,
  ) {}

  @Get()
  async form(@Visitor() visitor: Guest, @Res() reply: FastifyReply): Promise<void> {
    await this.show(visitor, reply, {});
  }

  @Post()
  @RouteConfig(TAKES_FILE)
  async read(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const { fields, file } = await readUpload(request);
      const { mapping: mappingId, functionId = '', step } = fields;
      const t = importTexts(visitor.lang);
      const mapping = importMappings.find(({ id }) => id === mappingId);
      const own = context.actor.functions.includes(functionId);
      if (!mapping || !own) {
        const errors = [
          ...(mapping ? [] : [{ path: 'mapping', message: t('choose.mapping') }]),
          ...(own ? [] : [{ path: 'functionId', message: t('choose.function') }]),
        ];
        return await this.show(visitor, reply, { values: fields, errors }, 400);
      }
      const plan = planImport(file.bytes, mapping, await this.ids.of(context.actor));
      if (step !== 'make') return await this.show(visitor, reply, { values: fields, plan });
      const made = await this.importer.make(context, functionId, plan.records);
      await this.show(visitor, reply, { plan, made });
    } catch (error) {
      const errors: readonly FormError[] =
        error instanceof UnreadableFile ? [{ path: 'file', message: error.text[visitor.lang] }] : refusedForm(error, visitor.lang);
      await this.show(visitor, reply, { errors }, 400);
    }
  }

  private async show(
    visitor: Guest,
    reply: FastifyReply,
    state: Omit<ImportPageProps, 'functions'> & { plan?: ImportPlan },
    status = 200,
  ): Promise<void> {
    const { agencyId, functions } = visitor.context.actor;
    const own = (await this.directory.functions()).filter((one) => one.agencyId === agencyId && functions.includes(one.id));
    const shell = { title: importTexts(visitor.lang)('title'), path: IMPORT, active: '/workspace/cases' };
    await sendPage(reply, workspacePage(visitor, shell, <ImportPage functions={own} {...state} />), status);
  }
}
