import {
  Alert,
  Card,
  DataTable,
  EmptyState,
  formatDate,
  formatDateTime,
  LinkButton,
  PageHeading,
  Stack,
  useLang,
  useT,
  type Column,
} from '#libs/ui';
import { ruleOf } from '../../legal-rules/index.js';
import { fieldLabel } from '../screens/content-parts.js';
import type { Blind, Sight } from './sights.js';
import { whyTexts } from './why-texts.js';
import type { WhyPersonView } from './why-person.js';
import type { WhyVisibleView } from './why-visible.js';

interface Names {
  readonly functions: ReadonlyMap<string, string>;
  readonly agencies: ReadonlyMap<string, string>;
  readonly staff: ReadonlyMap<string, string>;
}
export interface WhyPageProps extends Names {
  readonly view: WhyVisibleView;
}

const Grounds = ({ sight, staff }: { sight: Sight; staff: Names['staff'] }) => {
  const lang = useLang();
  const t = whyTexts(lang);
  const { own, insteadOf, until: end } = sight;
  if (own)
    return (
      <div>
        {t(`own.${own}`, { whom: insteadOf.map((id) => (staff.get(id) ?? id).split(',')[0]).join(', ') })}
        {end && <div class="subtle">{t('own.until', { until: formatDateTime(end, lang) })}</div>}
      </div>
    );
  return (
    <>
      {sight.disclosures.map(({ ground, ruleVersion, kind, from, until }) => {
        const rule = ruleOf(ground, ruleVersion);
        const span = until
          ? t('span', { from: formatDate(from, lang), until: formatDate(until, lang) })
          : t('since', { from: formatDate(from, lang) });
        return (
          <div>
            {`${t(kind)}: ${rule ? `${rule.title[lang]} (${rule.source})` : ground}`}
            <div class="subtle">{kind === 'copy' ? t('kept', { from: formatDate(from, lang) }) : span}</div>
          </div>
        );
      })}
    </>
  );
};

const nameIn = (
  { staff, functions, agencies }: Names,
  { staffId, functionId, agencyId }: Pick<Sight, 'staffId' | 'functionId' | 'agencyId'>,
) =>
  (staffId ? staff.get(staffId) : undefined) ?? (functionId ? functions.get(functionId) : undefined) ?? agencies.get(agencyId) ?? agencyId;

interface ExplainedProps {
  readonly title: string;
  readonly note?: string | undefined;
  readonly sees: readonly Sight[];
  readonly blind: readonly Blind[];
  readonly names: Names;
}
/** Who sees one thing, why and until when; and which recipients of something else in the case do not, and why. */
const Explained = ({ title, note, sees, blind, names }: ExplainedProps) => {
  const t = whyTexts(useLang());
  const columns: Column<Sight>[] = [
    { key: 'who', label: t('who'), cell: (sight) => nameIn(names, sight) },
    { key: 'why', label: t('why'), cell: (sight) => <Grounds sight={sight} staff={names.staff} /> },
  ];
  return (
    <Card title={title}>
      {note && <p class="subtle">{note}</p>}
      <DataTable caption={t('title')} captionHidden columns={columns} rows={sees} empty={<EmptyState title={t('nobody')} />} />
      {blind.length > 0 && (
        <ul>
          {blind.map(({ functionId, agencyId, because }) => (
            <li>{t('blind', { who: nameIn(names, { staffId: null, functionId, agencyId }), why: t(`blind.${because}`) })}</li>
          ))}
        </ul>
      )}
    </Card>
  );
};

/** An entry of the chain, field by field. */
export const WhyPage = ({ view, ...names }: WhyPageProps) => {
  const lang = useLang();
  const t = whyTexts(lang);
  const common = useT();
  const agency = names.agencies.get(view.ownerAgency) ?? view.ownerAgency;
  return (
    <Stack>
      <PageHeading title={t('title')} lead={t('lead', { agency, date: formatDate(view.occurredAt, lang) })} />
      {view.withheld && <Alert tone="warning">{t('shielded')}</Alert>}
      {view.fields.map(({ name, class: cls, sees, blind }) => (
        <Explained title={`${fieldLabel(name, lang)} – ${common(`class.${cls}`)}`} {...{ sees, blind, names }} />
      ))}
    </Stack>
  );
};

/** A person's own fields, class by class. */
export const WhyPersonPage = ({ view, ...names }: Names & { readonly view: WhyPersonView }) => {
  const lang = useLang();
  const t = whyTexts(lang);
  const common = useT();
  return (
    <Stack>
      <PageHeading
        title={t('title')}
        lead={t('lead.person')}
        actions={<LinkButton href={`/workspace/people/${view.personId}?recordId=${view.recordId}`}>{t('person')}</LinkButton>}
      />
      {view.classes.map(({ class: cls, fields, withheld, sees, blind }) => (
        <Explained
          title={`${common(`class.${cls}`)}: ${fields.map((name) => fieldLabel(name, lang)).join(', ')}`}
          note={withheld ? t('withheld') : undefined}
          {...{ sees, blind, names }}
        />
      ))}
    </Stack>
  );
};
