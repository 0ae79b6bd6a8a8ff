import { DECLARED_RELATIONS } from '#config/county';
import {
  Actions,
  Alert,
  Button,
  Card,
  DataTable,
  Details,
  Form,
  formatDate,
  PageHeading,
  RadioGroup,
  Select,
  Stack,
  TextField,
  useLang,
} from '#libs/ui';
import type { OwnRelation } from '../queries/own-relations.js';
import type { FormState } from './staff-form.js';
import { RETRACT_REASONS } from '../staff/staff.events.js';
import { organisationTexts } from './texts.js';

export const RELATIONS = '/workspace/me/relations';

interface RelationsPageProps {
  relations: readonly OwnRelation[];
  state: FormState;
  newKey: () => string;
}

export const RelationsPage = ({ relations, state, newKey }: RelationsPageProps) => {
  const lang = useLang();
  const t = organisationTexts(lang);
  return (
    <Stack>
      <PageHeading title={t('kin.title')} lead={t('kin.lead')} />
      <Alert tone="info">{t('kin.why')}</Alert>
      <Card title={t('kin.new')} id="declare">
        <Form action={RELATIONS} hidden={{ idempotencyKey: newKey() }} errors={state.errors ?? []} values={state.values}>
          <TextField name="personnummer" label={t('kin.number')} hint={t('kin.numberHint')} width="medium" inputmode="numeric" />
          <Select
            name="relation"
            label={t('kin.relation')}
            options={DECLARED_RELATIONS.map((value) => ({ value, label: t(`relation.${value}`) }))}
          />
          <Actions>
            <Button>{t('kin.send')}</Button>
          </Actions>
        </Form>
      </Card>
      <Card title={t('kin.declared')} id="declared">
        <DataTable
          caption={t('kin.declared')}
          captionHidden
          rows={relations}
          empty={<p class="subtle">{t('kin.none')}</p>}
          columns={[
            { key: 'relation', label: t('kin.relation'), cell: ({ relation }) => t(`relation.${relation}`) },
            { key: 'day', label: t('kin.day'), cell: ({ declaredAt }) => formatDate(declaredAt, lang) },
            {
              key: 'back',
              label: t('kin.back'),
              cell: ({ relation, relationId, retractedAt }) => {
                if (relation === 'self') return <span class="subtle">–</span>;
                if (retractedAt) return t('kin.waits', { at: formatDate(retractedAt, lang) });
                return (
                  <Details summary={t('kin.back.do')}>
                    <Form action={`${RELATIONS}/${relationId}/retract`} hidden={{ idempotencyKey: newKey() }} guard={false}>
                      <RadioGroup
                        name="reason"
                        label={t('kin.back.why')}
                        options={RETRACT_REASONS.map((value) => ({ value, label: t(`back.${value}`) }))}
                      />
                      <Button variant="secondary">{t('kin.back.do')}</Button>
                    </Form>
                  </Details>
                );
              },
            },
          ]}
        />
      </Card>
    </Stack>
  );
};
