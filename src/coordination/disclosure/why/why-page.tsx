import { Card, DataTable, EmptyState, formatDate, PageHeading, Stack, useLang, useT, type Column } from '#libs/ui';
import { ruleOf } from '../../legal-rules/index.js';
import { fieldLabel } from '../screens/content-parts.js';
import type { Sight } from './sights.js';
import { whyTexts } from './why-texts.js';
import type { WhyVisibleView } from './why-visible.js';

export interface WhyPageProps {
  readonly view: WhyVisibleView;
  readonly functions: ReadonlyMap<string, string>;
  readonly agencies: ReadonlyMap<string, string>;
  readonly staff: ReadonlyMap<string, string>;
}

const Grounds = ({ sight }: { sight: Sight }) => {
  const lang = useLang();
  const t = whyTexts(lang);
  if (sight.disclosures.length === 0) return <>{t('own')}</>;
  return (
    <>
      {sight.disclosures.map(({ ground, ruleVersion, kind, from, until }) => {
        const rule = ruleOf(ground, ruleVersion);
        const span = until
          ? t('span', { from: formatDate(from, lang), until: formatDate(until, lang) })
          : t('since', { from: formatDate(from, lang) });
        return (
          <div>
            {`${t(kind === 'copy' ? 'copy' : 'standing')}: ${rule ? `${rule.title[lang]} (${rule.source})` : ground}`}
            <div class="subtle">{kind === 'copy' ? t('kept', { from: formatDate(from, lang) }) : span}</div>
          </div>
        );
      })}
    </>
  );
};

/** Field by field: who sees it, why and until when; and which recipients of something else in the case do not, and why. */
export const WhyPage = ({ view, functions, agencies, staff }: WhyPageProps) => {
  const lang = useLang();
  const t = whyTexts(lang);
  const common = useT();
  const nameOf = ({ staffId, functionId, agencyId }: Pick<Sight, 'staffId' | 'functionId' | 'agencyId'>): string =>
    (staffId ? staff.get(staffId) : undefined) ??
    (functionId ? functions.get(functionId) : undefined) ??
    agencies.get(agencyId) ??
    agencyId;
  const columns: Column<Sight>[] = [
    { key: 'who', label: t('who'), cell: nameOf },
    { key: 'why', label: t('why'), cell: (sight) => <Grounds sight={sight} /> },
  ];
  return (
    <Stack>
      <PageHeading
        title={t('title')}
        lead={t('lead', { agency: agencies.get(view.ownerAgency) ?? view.ownerAgency, date: formatDate(view.occurredAt, lang) })}
      />
      {view.fields.map((field) => (
        <Card title={`${fieldLabel(field.name, lang)} – ${common(`class.${field.class}`)}`}>
          <DataTable caption={t('title')} captionHidden columns={columns} rows={field.sees} empty={<EmptyState title={t('nobody')} />} />
          {field.blind.length > 0 && (
            <ul>
              {field.blind.map(({ functionId, agencyId, because }) => (
                <li>{t('blind', { who: nameOf({ staffId: null, functionId, agencyId }), why: t(`blind.${because}`) })}</li>
              ))}
            </ul>
          )}
        </Card>
      ))}
    </Stack>
  );
};
