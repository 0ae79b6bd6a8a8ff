import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Actions, Alert, Button, Card, Form, PageHeading, RadioGroup, Select, useLang, type FormError, type Option } from '#libs/ui';
import { Directory, For, Meta, Visitor, workspacePage, type AdmittedRequest, type CommandMeta } from '#src/access/index';
import { goTo, parseForm, refusedForm, sendPage, type FormBody } from '#src/people/index';
import { OpenRecord, openRecordInput } from '../features/open-record.js';
import { TRACKS } from '../record.events.js';
import { recordTexts } from './record-texts.js';

type Guest = AdmittedRequest['insatskedja'];
const PATH = '/workspace/records/new';
const inCase = z.object({ caseId: z.uuid().optional(), functionId: z.string().optional() });
const form = openRecordInput.omit({ source: true, sourceId: true }).extend({ track: z.enum(TRACKS) });

interface OpenRecordPageProps {
  readonly functions: readonly Option[];
  readonly hidden: Readonly<Record<string, string>>;
  readonly newCase: boolean;
  readonly chosen?: string | undefined;
  readonly refused?: { readonly errors: readonly FormError[]; readonly values: FormBody } | undefined;
}
const OpenRecordPage = ({ functions, hidden, newCase, chosen, refused }: OpenRecordPageProps) => {
  const t = recordTexts(useLang());
  return (
    <div class="stack">
      <PageHeading title={t('title')} lead={t('lead')} />
      <Alert>{t(newCase ? 'caseNew' : 'caseOld')}</Alert>
      <Card>
        <Form action={PATH} hidden={hidden} errors={refused?.errors ?? []} values={refused?.values}>
          <Select name="functionId" label={t('function')} options={functions} value={chosen ?? functions[0]?.value} />
          <RadioGroup
            name="track"
            label={t('track')}
            hint={t('track.hint')}
            value="exposed"
            options={TRACKS.map((track) => ({ value: track, label: t(`track.${track}`) }))}
          />
          <Actions>
            <Button>{t('open')}</Button>
          </Actions>
        </Form>
      </Card>
    </div>
  );
};

/** An own record opened by the agency's own act, in a new case or in one that is known: whose side it is on is chosen here, and holds. */
@ApiExcludeController()
@Controller('workspace/records/new')
@For('caseworker', 'police-officer')
export class RecordScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly directory: Directory,
  ) {}

  @Get()
  async blank(
    @Visitor() visitor: Guest,
    @Query({ schema: inCase }) { caseId, functionId }: z.infer<typeof inCase>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(visitor, reply, { newCase: caseId === undefined, recordId: randomUUID(), caseId: caseId ?? randomUUID(), functionId });
  }

  @Post()
  async open(@Visitor() visitor: Guest, @Meta() meta: CommandMeta, @Body() body: FormBody, @Res() reply: FastifyReply): Promise<void> {
    const { idempotencyKey: _key, newCase, ...entered } = body;
    const parsed = parseForm(form, entered, visitor.lang);
    let errors: readonly FormError[] = parsed.ok ? [] : parsed.errors;
    if (parsed.ok) {
      const { recordId, caseId } = parsed.value;
      try {
        const { position } = await this.commands.execute(new OpenRecord(meta, { ...parsed.value, source: 'own' }));
        return await goTo(reply, `/workspace/people/new?recordId=${recordId}&caseId=${caseId}`, position);
      } catch (error) {
        errors = refusedForm(error, visitor.lang);
      }
    }
    const ids = z.object({ recordId: z.uuid(), caseId: z.uuid() }).catch({ recordId: randomUUID(), caseId: randomUUID() }).parse(entered);
    await this.show(visitor, reply, { ...ids, newCase: newCase === 'true', refused: { errors, values: body } });
  }

  private async show(
    visitor: Guest,
    reply: FastifyReply,
    {
      newCase,
      functionId,
      refused,
      ...ids
    }: { newCase: boolean; recordId: string; caseId: string; functionId?: string | undefined; refused?: OpenRecordPageProps['refused'] },
  ): Promise<void> {
    const { functions: own, agencyId } = visitor.context.actor;
    const functions = (await this.directory.functions())
      .filter((one) => one.agencyId === agencyId && own.includes(one.id))
      .map(({ id, name }) => ({ value: id, label: name }));
    const hidden = { idempotencyKey: randomUUID(), newCase: String(newCase), ...ids };
    const page = <OpenRecordPage functions={functions} hidden={hidden} newCase={newCase} chosen={functionId} refused={refused} />;
    const shell = { title: recordTexts(visitor.lang)('title'), path: PATH, active: '/workspace/cases', upToDate: true };
    await sendPage(reply, workspacePage(visitor, shell, page), refused ? 400 : 200);
  }
}
