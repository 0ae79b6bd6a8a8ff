import { randomUUID } from 'node:crypto';
import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ActionForm, Actions, Button, Card, DataTable, EmptyState, formatDate, PageHeading, Stack, useLang } from '#libs/ui';
import { For, Meta, Visitor, workspacePage, type AdmittedRequest, type CommandMeta } from '#src/access/index';
import { Retractions, type Retraction } from '../queries/retractions.js';
import { ChangeRetraction } from '../staff/features/retract-relation.js';
import { sendPage } from './form.js';
import { organisationTexts } from './texts.js';

type Guest = AdmittedRequest['insatskedja'];
const PATH = '/workspace/retractions';
const uuid = z.uuid();

/** Declarations of kin that staff of the unit want to take back, for its head. */
@ApiExcludeController()
@Controller('workspace/retractions')
@For('supervisor')
export class RetractionScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  async list(@Visitor() visitor: Guest, @Res() reply: FastifyReply): Promise<void> {
    const retractions = await this.queries.execute(new Retractions(visitor.context));
    const shell = { title: organisationTexts(visitor.lang)('retractions.title'), path: PATH, active: PATH };
    await sendPage(reply, workspacePage(visitor, shell, <RetractionsPage retractions={retractions} />));
  }

  @Post(':relationId/confirm')
  async confirm(@Meta() meta: CommandMeta, @Param('relationId', { schema: uuid }) relationId: string, @Res() reply: FastifyReply) {
    await this.commands.execute(new ChangeRetraction(meta, relationId, { type: 'ConfirmRetraction' }));
    await reply.redirect(PATH, 303);
  }

  @Post(':relationId/refuse')
  async refuse(@Meta() meta: CommandMeta, @Param('relationId', { schema: uuid }) relationId: string, @Res() reply: FastifyReply) {
    await this.commands.execute(new ChangeRetraction(meta, relationId, { type: 'RefuseRetraction' }));
    await reply.redirect(PATH, 303);
  }
}

const RetractionsPage = ({ retractions }: { retractions: readonly Retraction[] }) => {
  const lang = useLang();
  const t = organisationTexts(lang);
  return (
    <Stack>
      <PageHeading title={t('retractions.title')} lead={t('retractions.lead')} />
      <Card>
        <DataTable
          caption={t('retractions.title')}
          captionHidden
          rows={retractions}
          empty={<EmptyState title={t('retractions.none')} />}
          columns={[
            { key: 'who', label: t('retractions.who'), cell: ({ staffName }) => staffName },
            { key: 'relation', label: t('kin.relation'), cell: ({ relation }) => t(`relation.${relation}`) },
            { key: 'day', label: t('kin.day'), cell: ({ declaredAt }) => formatDate(declaredAt, lang) },
            { key: 'why', label: t('retractions.why'), cell: ({ reason }) => t(`back.${reason}`) },
            { key: 'asked', label: t('retractions.asked'), cell: ({ retractedAt }) => formatDate(retractedAt, lang) },
            { key: 'act', label: t('kin.back'), cell: (retraction) => <Answer retraction={retraction} /> },
          ]}
        />
      </Card>
    </Stack>
  );
};

const Answer = ({ retraction: { relationId, own } }: { retraction: Retraction }) => {
  const t = organisationTexts(useLang());
  if (own) return <span class="subtle">{t('retractions.own')}</span>;
  return (
    <Actions>
      <ActionForm action={`${PATH}/${relationId}/confirm`} hidden={{ idempotencyKey: randomUUID() }}>
        <Button variant="secondary">{t('retractions.confirm')}</Button>
      </ActionForm>
      <ActionForm action={`${PATH}/${relationId}/refuse`} hidden={{ idempotencyKey: randomUUID() }}>
        <Button variant="tertiary">{t('retractions.refuse')}</Button>
      </ActionForm>
    </Actions>
  );
};
