import type { ComponentChildren } from 'preact';
import {
  ActionForm,
  Actions,
  Alert,
  Breadcrumbs,
  Button,
  Card,
  DataTable,
  DateTimeField,
  Form,
  formatDate,
  formatDateTime,
  PageHeading,
  Select,
  Stack,
  useLang,
  wallClock,
} from '#libs/ui';
import type { StaffEntry } from '../register.js';
import type { Snapshot, Spell } from '../register-snapshot.js';
import { notPassed, ROOT } from './register-page.js';
import { StaffForm, type FormState } from './staff-form.js';

import { organisationTexts } from './texts.js';

export type StaffFormName = 'entry' | 'stand-in' | 'on-call';
export interface StaffPageProps {
  register: Snapshot;
  staff: StaffEntry;
  now: Date;
  /** The one who looks: nobody changes their own rights. */
  viewerId: string;
  /** Which form was refused, and with what. */
  refused?: { readonly form: StaffFormName; readonly state: FormState };
  /** A fresh idempotency key for each form. */
  freshKey: () => string;
}

export const StaffPage = (props: StaffPageProps) => {
  const { register, staff, viewerId, refused, freshKey } = props;
  const lang = useLang();
  const t = organisationTexts(lang);
  const own = staff.id === viewerId;
  const agency = register.agencies.get(staff.agencyId)?.name ?? staff.agencyId;
  const back = `${ROOT}?agency=${encodeURIComponent(staff.agencyId)}`;
  return (
    <Stack>
      <Breadcrumbs items={[{ label: t('org.title'), href: ROOT }, { label: agency, href: back }, { label: staff.name }]} />
      <PageHeading title={staff.name} lead={`${staff.title}, ${agency}`} />
      {own && <Alert tone="info">{t('org.own')}</Alert>}
      {staff.endedAt && <Alert tone="warning">{t('org.ended', { date: formatDate(staff.endedAt, lang) })}</Alert>}
      {!own && !staff.endedAt && (
        <Card title={t('org.change')} id="entry">
          <StaffForm
            register={register}
            agencyId={staff.agencyId}
            staff={staff}
            state={refused?.form === 'entry' ? refused.state : {}}
            hidden={{ staffId: staff.id, known: 'true', idempotencyKey: freshKey() }}
          />
        </Card>
      )}
      <StandIns {...props} />
      {!staff.endedAt && <OnCall {...props} />}
      {!own && !staff.endedAt && (
        <Card title={t('org.end')} id="end" tone="danger">
          <p>{t('org.endText')}</p>
          <ActionForm action={`${ROOT}/staff/${staff.id}/end`} hidden={{ idempotencyKey: freshKey() }}>
            <Button variant="secondary" tone="danger">
              {t('org.end')}
            </Button>
          </ActionForm>
        </Card>
      )}
    </Stack>
  );
};

const StandIns = ({ register, staff, now, viewerId, refused, freshKey }: StaffPageProps) => {
  const t = organisationTexts(useLang());
  const name = (id: string) => register.staff.get(id)?.name ?? id;
  const action = `${ROOT}/staff/${staff.id}/stand-in`;
  const spells = register.standIns.filter((one) => one.absentStaffId === staff.id && notPassed(one, now));
  const covers = register.standIns.filter((one) => one.standInStaffId === staff.id && notPassed(one, now));
  const colleagues = [...register.staff.values()].filter(
    (one) =>
      one.agencyId === staff.agencyId &&
      one.id !== staff.id &&
      one.id !== viewerId &&
      !one.endedAt &&
      one.duties.some((duty) => staff.duties.includes(duty)),
  );
  const state = refused?.form === 'stand-in' ? refused.state : {};
  return (
    <Card title={t('org.standIns')} id="stand-ins">
      <Spells
        caption={t('org.standIns')}
        empty={t('org.standInNone')}
        rows={spells.map((spell) => ({ spell, what: name(spell.standInStaffId), hidden: { standInStaffId: spell.standInStaffId } }))}
        action={`${action}/end`}
        freshKey={freshKey}
      />
      {covers.map((spell) => (
        <p>
          {t('org.coversFor', { name: name(spell.absentStaffId) })}: <Period spell={spell} />
        </p>
      ))}
      <Form action={action} hidden={{ idempotencyKey: freshKey() }} errors={state.errors ?? []} values={state.values}>
        <Select
          name="standInStaffId"
          label={t('org.standIn')}
          hint={t('org.standInHint')}
          options={colleagues.map((one) => ({ value: one.id, label: `${one.name}, ${one.title}` }))}
        />
        <FromUntil now={now} submit={t('org.appoint')} />
      </Form>
    </Card>
  );
};

const OnCall = ({ register, staff, now, viewerId, refused, freshKey }: StaffPageProps) => {
  const t = organisationTexts(useLang());
  const action = `${ROOT}/staff/${staff.id}/on-call`;
  const state = refused?.form === 'on-call' ? refused.state : {};
  const functions = [...register.functions.values()].filter((fn) => fn.agencyId === staff.agencyId);
  const spells = register.onCall.filter((one) => one.staffId === staff.id && notPassed(one, now));
  return (
    <Card title={t('org.onCall')} id="on-call">
      <Spells
        caption={t('org.onCall')}
        empty={t('org.onCallNone')}
        rows={spells.map((spell) => ({
          spell,
          what: register.functions.get(spell.functionId)?.name ?? spell.functionId,
          hidden: { functionId: spell.functionId },
        }))}
        action={`${action}/end`}
        freshKey={freshKey}
      />
      {staff.id !== viewerId && (
        <Form action={action} hidden={{ idempotencyKey: freshKey() }} errors={state.errors ?? []} values={state.values}>
          <Select name="functionId" label={t('org.function')} options={functions.map(({ id, name }) => ({ value: id, label: name }))} />
          <FromUntil now={now} submit={t('org.schedule')} />
        </Form>
      )}
    </Card>
  );
};

const FromUntil = ({ now, submit }: { now: Date; submit: string }) => {
  const t = organisationTexts(useLang());
  return (
    <>
      <DateTimeField name="from" label={t('org.from')} value={wallClock(now)} />
      <DateTimeField name="until" label={t('org.until')} hint={t('org.untilHint')} optional />
      <Actions>
        <Button variant="secondary">{submit}</Button>
      </Actions>
    </>
  );
};

const Period = ({ spell }: { spell: Spell }) => {
  const lang = useLang();
  const until = spell.until ? formatDateTime(spell.until, lang) : organisationTexts(lang)('org.untilFurther');
  return (
    <>
      {formatDateTime(spell.from, lang)} – {until}
    </>
  );
};

interface SpellRow {
  spell: Spell;
  what: string;
  hidden: Readonly<Record<string, string>>;
}
interface SpellsProps {
  caption: string;
  empty: ComponentChildren;
  rows: SpellRow[];
  action: string;
  freshKey: () => string;
}
const Spells = ({ caption, empty, rows, action, freshKey }: SpellsProps) => {
  const t = organisationTexts(useLang());
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={rows}
      empty={<p class="subtle">{empty}</p>}
      columns={[
        { key: 'what', label: caption, cell: (row) => row.what },
        { key: 'when', label: `${t('org.from')} – ${t('org.until').toLowerCase()}`, cell: ({ spell }) => <Period spell={spell} /> },
        {
          key: 'stop',
          label: t('org.stop'),
          cell: ({ what, spell, hidden }) => (
            <ActionForm action={action} hidden={{ ...hidden, from: spell.from, idempotencyKey: freshKey() }}>
              <Button variant="tertiary" label={t('org.stopOf', { what })}>
                {t('org.stop')}
              </Button>
            </ActionForm>
          ),
        },
      ]}
    />
  );
};
