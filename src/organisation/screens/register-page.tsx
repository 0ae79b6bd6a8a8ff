import {
  Actions,
  Alert,
  Button,
  Card,
  DataTable,
  EmptyState,
  Form,
  formatDate,
  LinkButton,
  PageHeading,
  Select,
  Stack,
  Tag,
  useLang,
  type Column,
} from '#libs/ui';
import type { StaffEntry } from '../register.js';
import type { Snapshot, Spell } from '../register-snapshot.js';
import { missingHeads } from '../staff/review-cover.js';
import { organisationTexts } from './texts.js';

export const ROOT = '/workspace/organisation';
export const running = ({ from, until }: Spell, now: Date): boolean =>
  from <= now.toISOString() && (until === null || until > now.toISOString());
export const notPassed = ({ until }: Spell, now: Date): boolean => until === null || until > now.toISOString();

interface RegisterPageProps {
  register: Snapshot;
  /** Empty: every agency that has staff. */
  agencyId: string;
  now: Date;
}

/** Everyone in the register, agency by agency. */
export const RegisterPage = ({ register, agencyId, now }: RegisterPageProps) => {
  const t = organisationTexts(useLang());
  const staff = [...register.staff.values()];
  const agencies = [...register.agencies.values()];
  const shown = agencies.filter(({ id }) => (agencyId ? id === agencyId : staff.some((one) => one.agencyId === id)));
  const query = agencyId ? `?agency=${encodeURIComponent(agencyId)}` : '';
  return (
    <Stack>
      <PageHeading
        title={t('org.title')}
        lead={t('org.lead')}
        actions={
          <LinkButton variant="primary" href={`${ROOT}/staff/new${query}`}>
            {t('org.add')}
          </LinkButton>
        }
      />
      <Card>
        <Form action={ROOT} method="get">
          <Select
            name="agency"
            label={t('org.agency')}
            value={agencyId}
            placeholder={false}
            options={[{ value: '', label: t('org.all') }, ...agencies.map(({ id, name }) => ({ value: id, label: name }))]}
          />
          <Actions>
            <Button variant="secondary">{t('org.show')}</Button>
          </Actions>
        </Form>
      </Card>
      {shown.map(({ id, name }) => (
        <AgencyCard title={name} id={id} register={register} staff={staff.filter((one) => one.agencyId === id)} now={now} />
      ))}
      {shown.length === 0 && <EmptyState title={t('org.none')}>{t('org.noneHint')}</EmptyState>}
    </Stack>
  );
};

const AgencyCard = ({
  id,
  title,
  register,
  staff,
  now,
}: {
  id: string;
  title: string;
  register: Snapshot;
  staff: StaffEntry[];
  now: Date;
}) => {
  const t = organisationTexts(useLang());
  const columns: Column<StaffEntry>[] = [
    { key: 'name', label: t('org.name'), cell: (one) => <a href={`${ROOT}/staff/${one.id}`}>{one.name}</a> },
    { key: 'title', label: t('org.staffTitle'), cell: (one) => one.title },
    { key: 'unit', label: t('org.unit'), cell: (one) => register.units.get(one.unitId)?.name ?? one.unitId },
    { key: 'duties', label: t('org.duties'), cell: (one) => one.duties.map((duty) => t(`duty.${duty}`)).join(', ') },
    {
      key: 'functions',
      label: t('org.functions'),
      cell: (one) => one.functions.map((fn) => register.functions.get(fn)?.name ?? fn).join(', ') || '–',
    },
    { key: 'status', label: t('org.status'), cell: (one) => <Status one={one} register={register} now={now} /> },
  ];
  return (
    <Card title={title} id={`agency-${id}`}>
      <Stack>
        {missingHeads(register, id).map((missing) => (
          <Alert tone="warning">
            {missing.kind === 'none' && t('org.noHead')}
            {missing.kind === 'alone' && t('org.oneHead', { name: missing.name })}
            {missing.kind === 'unit' && t('org.unitHead', { unit: register.units.get(missing.unitId)?.name ?? missing.unitId })}
          </Alert>
        ))}
        <DataTable caption={title} captionHidden columns={columns} rows={staff} empty={<EmptyState title={t('org.none')} />} />
      </Stack>
    </Card>
  );
};

const Status = ({ one, register, now }: { one: StaffEntry; register: Snapshot; now: Date }) => {
  const lang = useLang();
  const t = organisationTexts(lang);
  if (one.endedAt) return <Tag>{t('org.ended', { date: formatDate(one.endedAt, lang) })}</Tag>;
  const onCall = register.onCall.some((spell) => spell.staffId === one.id && running(spell, now));
  const covers = register.standIns.some((spell) => spell.standInStaffId === one.id && running(spell, now));
  return (
    <Actions>
      <Tag tone="success">{t('org.active')}</Tag>
      {onCall && <Tag tone="info">{t('org.onCallNow')}</Tag>}
      {covers && <Tag tone="info">{t('org.coversNow')}</Tag>}
    </Actions>
  );
};
