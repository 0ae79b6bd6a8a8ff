import { randomUUID } from 'node:crypto';
import { casePage, type AdmittedRequest } from '#src/access/index';
import { Actions, Button, Card, Form, formatDate, LinkButton, PageHeading, TextArea, type FormError, type FormValues } from '#libs/ui';
import type { CaseChainView } from './case-chain.view.js';
import { caseTexts } from './case.texts.js';
import { gapTitle } from './link-words.js';

export interface GapsPageOptions {
  readonly upToDate: boolean;
  /** A form that came back with faults. */
  readonly again?: { readonly gapId: string; readonly errors: readonly FormError[]; readonly values: FormValues } | undefined;
}

/** Each gap with why it is one, where it is filled, and what the own agency says of it. */
export const gapsPage = (visitor: AdmittedRequest['insatskedja'], view: CaseChainView, { upToDate, again }: GapsPageOptions): string => {
  const { lang } = visitor;
  const t = caseTexts(lang);
  const { caseId, may } = view;
  const path = `/workspace/cases/${caseId}/gaps`;
  return casePage(
    visitor,
    { caseId, active: 'gaps', title: t('gaps.page'), path, upToDate },
    <>
      <PageHeading title={t('gaps.page')} lead={t('gaps.lead')} />
      {view.gaps.length === 0 && <p class="subtle">{t('gaps.none')}</p>}
      {/* Numbered: two may say the same, of two interventions. */}
      {view.gaps.map((gap, index) => (
        <Card title={`${index + 1}. ${gapTitle(gap, view.persons, lang)}`} id={`gap-${gap.gapId}`}>
          <p>{gap.why[lang]}</p>
          <p class="subtle">
            {view.lanes.find(({ agencyId }) => agencyId === gap.laneAgency)?.name} · {t('gap.source', { source: gap.source })}
          </p>
          {gap.href !== path && (
            <Actions>
              <LinkButton href={gap.href} variant="tertiary">
                {t('gap.go')}
              </LinkButton>
            </Actions>
          )}
          {gap.acknowledged && (
            <p>{t('gap.acknowledged', { date: formatDate(gap.acknowledged.at, lang), reason: gap.acknowledged.reason ?? '–' })}</p>
          )}
          {!gap.acknowledged && may.work && (
            <Form
              action={`${path}/${gap.gapId}`}
              hidden={{ idempotencyKey: randomUUID() }}
              {...(again?.gapId === gap.gapId ? { errors: again.errors, values: again.values } : {})}
            >
              <TextArea name="reason" label={t('gap.reason')} rows={2} maxLength={4000} />
              <Actions>
                <Button>{t('gap.acknowledge')}</Button>
              </Actions>
            </Form>
          )}
        </Card>
      ))}
    </>,
  );
};
