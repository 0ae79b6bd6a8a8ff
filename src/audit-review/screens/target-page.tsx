import type { DirectoryStaff } from '#src/access/index';
import {
  Actions,
  Button,
  Card,
  DateField,
  Form,
  PageHeading,
  Select,
  Stack,
  TextArea,
  TextField,
  useLang,
  type FormError,
  type FormValues,
} from '#libs/ui';
import { LOG_REVIEWS } from './log-review-pages.js';
import { logReviewTexts } from './log-review-texts.js';

export interface TargetPageProps {
  readonly staff: readonly DirectoryStaff[];
  readonly errors: readonly FormError[];
  readonly values: FormValues;
  readonly newKey: string;
}

/** Whose accesses, to what, when and why. */
export const TargetPage = ({ staff, errors, values, newKey }: TargetPageProps) => {
  const t = logReviewTexts(useLang());
  return (
    <Stack>
      <PageHeading title={t('target.title')} lead={t('target.lead')} />
      <Card>
        <Form action={`${LOG_REVIEWS}/new`} hidden={{ idempotencyKey: newKey }} errors={errors} values={values}>
          <Select
            name="staffId"
            label={t('target.staff')}
            optional
            placeholder={t('target.all')}
            options={staff.map(({ id, name, title }) => ({ value: id, label: `${name}, ${title}` }))}
          />
          <TextField name="caseId" label={t('target.case')} optional />
          <TextField name="personId" label={t('target.person')} optional />
          <DateField name="from" label={t('target.from')} />
          <DateField name="to" label={t('target.to')} />
          <TextArea name="reason" label={t('target.reason')} rows={3} maxLength={4000} />
          <Actions>
            <Button>{t('target.start')}</Button>
          </Actions>
        </Form>
      </Card>
    </Stack>
  );
};
