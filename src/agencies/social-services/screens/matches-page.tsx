import { randomUUID } from 'node:crypto';
import { Actions, Alert, Breadcrumbs, Button, Card, Form, PageHeading, useLang } from '#libs/ui';
import type { PersonSearchResult } from '#src/people/index';
import { MATCH_JUDGEMENTS } from '../concern/concern.events.js';
import type { ChildView } from '../process/child-view.js';
import { childPage, CHILDREN } from './child-pages.js';
import { childTexts } from './child-texts.js';
import { Choice } from './step-fields.js';

export interface MatchesPageProps {
  readonly child: ChildView;
  readonly name: string;
  readonly matches: PersonSearchResult | null;
}

/** Where the own board has met the same person before: for a person to compare and judge. Nothing is merged, and no sender learns of it. */
export const MatchesPage = ({ child, name, matches }: MatchesPageProps) => {
  const t = childTexts(useLang());
  const concern = child.processes.find(({ process }) => process === 'concern');
  const hits = matches?.hits ?? [];
  return (
    <div class="stack">
      <Breadcrumbs items={[{ label: name, href: childPage(child) }, { label: t('matches') }]} />
      <PageHeading title={t('matches')} lead={t('matches.lead')} />
      {matches?.elsewhere && <Alert tone="warning">{t('matches.elsewhere')}</Alert>}
      {hits.length === 0 && !matches?.elsewhere && <p class="subtle">{t('matches.none')}</p>}
      {hits.map((hit) => (
        <Card title={typeof hit.name === 'string' ? hit.name : hit.caseId.slice(0, 8)} id={`m-${hit.recordId}`}>
          <p>
            <a href={`/workspace/cases/${hit.caseId}`}>{t('toCase')}</a>
          </p>
          {concern && (
            <Form
              action={`${CHILDREN}/${child.personId}/steps`}
              id={`judge-${hit.recordId}`}
              hidden={{
                ...{ idempotencyKey: randomUUID(), caseId: child.caseId, process: 'concern', processId: concern.processId },
                ...{ step: 'judge-match', otherRecordId: hit.recordId },
              }}
            >
              <Choice name="judgement" as="radio" of={MATCH_JUDGEMENTS} />
              <Actions>
                <Button>{t('record')}</Button>
              </Actions>
            </Form>
          )}
        </Card>
      ))}
    </div>
  );
};
