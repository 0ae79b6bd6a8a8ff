import {
  Actions,
  Alert,
  Button,
  Card,
  Form,
  LinkButton,
  PageHeading,
  Stack,
  TextArea,
  useLang,
  type FormError,
  type FormValues,
} from '#libs/ui';
import { openingTexts } from './opening-texts.js';

export interface NeighbourPageProps {
  readonly caseId: string;
  /** Where whoever stops goes: the first page of their duty. */
  readonly home: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly errors?: readonly FormError[];
  readonly values?: FormValues;
}

/** Warns, and asks why to go on. Not a word of the case: whoever stops here has seen nothing. */
export const NeighbourPage = ({ caseId, home, hidden, errors, values }: NeighbourPageProps) => {
  const t = openingTexts(useLang());
  return (
    <Stack>
      <PageHeading title={t('neighbour.title')} lead={t('neighbour.lead')} />
      <Alert tone="warning">{t('neighbour.told')}</Alert>
      <Card>
        <Form action={`/workspace/cases/${caseId}/neighbour`} hidden={hidden} {...(errors ? { errors } : {})} values={values}>
          <TextArea name="reason" label={t('neighbour.reason')} hint={t('reason.hint')} rows={3} maxLength={500} />
          <Actions>
            <Button>{t('neighbour.do')}</Button>
            <LinkButton href={home}>{t('neighbour.stop')}</LinkButton>
          </Actions>
        </Form>
      </Card>
    </Stack>
  );
};
