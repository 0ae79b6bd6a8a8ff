import { Controller, Get, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { For, ReadDoor, Visitor, workspacePage, type AdmittedRequest, type RequestContext } from '#src/access/index';
import { TrailVerifier, type TrailVerification, type WitnessedCheckpoint } from '#src/audit/index';
import { sendPage } from '#src/people/index';
import {
  ActionForm,
  Alert,
  Button,
  Card,
  DataTable,
  DefinitionList,
  EmptyState,
  formatDateTime,
  PageHeading,
  Stack,
  useLang,
} from '#libs/ui';
import { verifyTexts } from './verify-texts.js';

type Guest = AdmittedRequest['insatskedja'];
const PATH = '/workspace/review/verify';

/** Is the trail what was written? The tree over both logs, verified now, and the last checkpoint that a witness stands for. */
@ApiExcludeController()
@Controller('workspace/review/verify')
@For('supervisor')
export class VerifyScreens {
  constructor(
    private readonly door: ReadDoor,
    private readonly verifier: TrailVerifier,
  ) {}

  @Get()
  async page(@Visitor() visitor: Guest, @Res() reply: FastifyReply): Promise<void> {
    await this.note(visitor.context, 'trail-verification');
    const [last, witnessed] = await Promise.all([this.verifier.last(), this.verifier.witnessed()]);
    const page = <VerifyPage last={last} witnessed={witnessed} />;
    const shell = { title: verifyTexts(visitor.lang)('title'), path: PATH, active: '/workspace/review' };
    await sendPage(reply, workspacePage(visitor, shell, page));
  }

  @Post()
  async verify(@Visitor() { context }: Guest, @Res() reply: FastifyReply): Promise<void> {
    await this.note(context, 'verify-trail');
    await this.verifier.verifyTrail();
    await reply.redirect(PATH, 303);
  }

  /** Nothing of a record is shown, but that somebody asked is. */
  private note(context: RequestContext, operation: string): Promise<void> {
    return this.door.read(context, { action: 'read', operation, objectType: 'AuditRecord' }, async (tx) =>
      tx.note({ classes: ['reference'] }),
    );
  }
}

interface VerifyPageProps {
  readonly last: TrailVerification | null;
  readonly witnessed: readonly WitnessedCheckpoint[];
}

const VerifyPage = ({ last, witnessed }: VerifyPageProps) => {
  const lang = useLang();
  const t = verifyTexts(lang);
  return (
    <Stack>
      <PageHeading
        title={t('title')}
        lead={t('lead')}
        actions={
          <ActionForm action={PATH} hidden={{}}>
            <Button>{t('verify')}</Button>
          </ActionForm>
        }
      />
      {last === null && <EmptyState title={t('never')} />}
      {last && <Result last={last} />}
      <Card title={t('witnessed')}>
        <DataTable
          caption={t('witnessed')}
          captionHidden
          rows={witnessed}
          empty={<EmptyState title={t('witnessed.none')} />}
          columns={[
            { key: 'log', label: t('log'), cell: ({ log }) => t(`log.${log}`) },
            { key: 'witness', label: t('witness'), cell: ({ witness }) => witness },
            { key: 'at', label: t('at'), cell: ({ at }) => formatDateTime(at, lang) },
            { key: 'size', label: t('size'), cell: ({ size }) => String(size) },
            { key: 'root', label: t('root'), cell: ({ root }) => <code>{root}</code> },
          ]}
        />
      </Card>
    </Stack>
  );
};

const Result = ({ last: { state, finishedAt, findings, logs, silentWitnesses } }: { last: TrailVerification }) => {
  const lang = useLang();
  const t = verifyTexts(lang);
  return (
    <Card title={t('result')} {...(state === 'tampered' ? { tone: 'danger' as const } : {})}>
      <Alert tone={state === 'whole' ? 'success' : 'danger'}>{t(`state.${state}`)}</Alert>
      <DefinitionList
        items={[
          { label: t('finished'), value: formatDateTime(finishedAt, lang) },
          ...logs.map(({ log, signedAt }) => ({
            label: `${t(`log.${log}`)}: ${t('signed')}`,
            value: signedAt && formatDateTime(signedAt, lang),
          })),
          ...(silentWitnesses.length > 0 ? [{ label: t('silent'), value: silentWitnesses.join(', ') }] : []),
        ]}
      />
      {findings.length > 0 && (
        <DataTable
          caption={t('findings')}
          rows={findings}
          columns={[
            { key: 'log', label: t('log'), cell: ({ log }) => t(`log.${log}`) },
            { key: 'fault', label: t('fault'), cell: ({ fault }) => t(`fault.${fault}`) },
            { key: 'index', label: t('index'), cell: ({ index }) => String(index) },
            { key: 'by', label: t('shownBy'), cell: ({ shownBy }) => shownBy },
          ]}
        />
      )}
    </Card>
  );
};
