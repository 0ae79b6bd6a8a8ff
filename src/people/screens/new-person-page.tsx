import { Actions, Button, Card, Form, LinkButton, PageHeading, Stack, useLang } from '#libs/ui';
import type { PersonSearchResult } from '../features/search-people.js';
import { PersonFields } from './person-fields.js';
import type { FormState } from './person-pages.js';
import { MatchWarning } from './search-page.js';
import { personTexts } from './texts.js';

export interface NewPersonPageProps {
  place: { recordId: string; caseId: string };
  state: FormState;
  /** Somebody like this may be known already. */
  matches?: PersonSearchResult | null;
  hidden: Readonly<Record<string, string>>;
}
export const NewPersonPage = ({ place, state, hidden, matches }: NewPersonPageProps) => {
  const t = personTexts(useLang());
  return (
    <Stack>
      <PageHeading title={t('new.title')} lead={t('new.lead')} />
      <Card>
        <Form action="/workspace/people/new" hidden={{ ...place, ...hidden }} {...state}>
          {matches && <MatchWarning matches={matches} />}
          <PersonFields />
          <Actions>
            <Button>{t('button.save')}</Button>
            <LinkButton href={`/workspace/cases/${place.caseId}`}>{t('button.cancel')}</LinkButton>
          </Actions>
        </Form>
      </Card>
    </Stack>
  );
};
