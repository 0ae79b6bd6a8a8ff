import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { NoteDeclaration } from '#libs/journal';
import { problems, type Problem } from '#libs/http';
import { swedishDate } from '#libs/shared-kernel';
import type { FormError, FormValues } from '#libs/ui';
import {
  casePage,
  Ctx,
  Directory,
  For,
  Meta,
  ViewsReached,
  Visitor,
  type AdmittedRequest,
  type CommandMeta,
  type RequestContext,
} from '#src/access/index';
import { OwnPeopleOfCase, personLabel } from '#src/coordination/joint-plan/index';
import { eachPerson, goTo, parseForm, refusedForm, roleName, sendPage, type FormBody, type PersonView } from '#src/people/index';
import { journalOf, noteOf } from '../catalogue.js';
import { ChangeNote } from '../features/change-note.js';
import { NoteAct } from '../features/note-act.js';
import { NotesInCase, ReadNote } from '../features/read-notes.js';
import { correctNoteInputOf, noteInputOf, retractNoteInput } from '../note.input.js';
import type { NoteView } from '../note.view.js';
import { readNoteForm } from './note-form.js';
import { NoteFormPage } from './note-form-page.js';
import { NotePage } from './note-page.js';
import { notesHref, NotesPage } from './notes-page.js';
import { noteTexts } from './note-texts.js';

type Guest = AdmittedRequest['insatskedja'];
const uuid = z.uuid();
const shownAfter = z.object({ after: z.string().optional() });
const newOf = z.object({ type: z.string().max(100).default('') });

interface Shown {
  readonly caseId: string;
  readonly note: NoteDeclaration;
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly isNew: boolean;
  readonly values?: FormValues;
  readonly errors?: readonly FormError[];
}

/** The own agency's notes in a case: the list, a form for each type, one note, and corrections in the open. */
@ApiExcludeController()
@Controller('workspace/cases/:caseId/notes')
@For('caseworker', 'police-officer')
export class NoteScreens {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reached: ViewsReached,
    private readonly directory: Directory,
  ) {}

  @Get()
  async list(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: shownAfter }) { after }: z.infer<typeof shownAfter>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(after);
    const persons = await this.persons(context, caseId);
    const notes = await this.queries.execute(new NotesInCase(context, caseId));
    const staff = new Map<string, string>();
    for (const id of new Set(notes.map(({ notedBy }) => notedBy))) staff.set(id, await this.staffName(id));
    const page = (
      <NotesPage
        caseId={caseId}
        notes={notes}
        types={journalOf(context.actor.agencyKind)?.notes ?? []}
        personName={(id) => nameOf(persons, id)}
        staffName={(id) => staff.get(id) ?? id}
      />
    );
    await sendPage(reply, casePage(visitor, { caseId, active: 'notes', upToDate }, page));
  }

  @Get('new')
  async newForm(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Query({ schema: newOf }) { type }: z.infer<typeof newOf>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const note = journalOf(context.actor.agencyKind)?.notes.find((one) => one.type === type);
    // Nothing chosen: back to the choice.
    if (!note) return goTo(reply, notesHref(caseId));
    const hidden = { idempotencyKey: randomUUID(), noteId: randomUUID(), type };
    await this.showForm(visitor, context, { caseId, note, action: notesHref(caseId, '/new'), hidden, isNew: true }, reply, 200);
  }

  @Post('new')
  async save(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { recordId, persons } = await this.queries.execute(new OwnPeopleOfCase(meta, caseId));
    const shown = this.posted(body, caseId, notesHref(caseId, '/new'), true);
    const ofNobody = shown.note.about.length === 0;
    // It belongs in the record where the person is: a child may have one of its own.
    const person = persons.find(({ personId }) => personId === body['personId']);
    const input = { ...readNoteForm(shown.note, body), caseId, recordId: ofNobody ? recordId : person?.recordId };
    const parsed = parseForm(noteInputOf(shown.note), input, visitor.lang);
    if (!(person || ofNobody) || !parsed.ok) {
      const faults = (parsed.ok ? [] : parsed.errors).filter(({ path }) => !['recordId', 'personId'].includes(String(path)));
      const missing = person || ofNobody ? [] : [{ path: 'personId', message: noteTexts(visitor.lang)('choosePerson') }];
      return this.showForm(visitor, meta, { ...shown, errors: [...missing, ...faults] }, reply, 400);
    }
    await this.attempt(new NoteAct(meta, parsed.value), visitor, meta, shown, reply);
  }

  @Get(':noteId')
  async one(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('noteId', { schema: uuid }) noteId: string,
    @Query({ schema: shownAfter }) { after }: z.infer<typeof shownAfter>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const upToDate = await this.reached.wait(after);
    const { note, declared } = await this.find(context, caseId, noteId);
    const persons = await this.persons(context, caseId);
    const page = (
      <NotePage
        note={note}
        declared={declared}
        personName={nameOf(persons, note.personId)}
        staffName={await this.staffName(note.notedBy)}
      />
    );
    await sendPage(reply, casePage(visitor, { caseId, active: 'notes', upToDate }, page));
  }

  @Get(':noteId/correct')
  async correctForm(
    @Visitor() visitor: Guest,
    @Ctx() context: RequestContext,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('noteId', { schema: uuid }) noteId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { note, declared } = await this.find(context, caseId, noteId);
    const hidden = { idempotencyKey: randomUUID(), type: note.type, version: note.version };
    const action = notesHref(caseId, `/${noteId}/correct`);
    const values = { ...note.fields, on: note.on };
    await this.showForm(visitor, context, { caseId, note: declared, action, hidden, isNew: false, values }, reply, 200);
  }

  @Post(':noteId/correct')
  async correct(
    @Visitor() visitor: Guest,
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('noteId', { schema: uuid }) noteId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const shown = this.posted(body, caseId, notesHref(caseId, `/${noteId}/correct`), false);
    const parsed = parseForm(correctNoteInputOf(shown.note), readNoteForm(shown.note, body), visitor.lang);
    if (!parsed.ok) return this.showForm(visitor, meta, { ...shown, errors: parsed.errors }, reply, 400);
    await this.attempt(new ChangeNote(meta, noteId, { type: 'CorrectNote', input: parsed.value }), visitor, meta, shown, reply);
  }

  @Post(':noteId/retract')
  async retract(
    @Meta() meta: CommandMeta,
    @Param('caseId', { schema: uuid }) caseId: string,
    @Param('noteId', { schema: uuid }) noteId: string,
    @Body() body: FormBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const parsed = retractNoteInput.safeParse({ reason: body['reason'] });
    if (!parsed.success)
      throw problems.invalid([
        { path: 'reason', message: { sv: noteTexts('sv')('retract.choose'), en: noteTexts('en')('retract.choose') } },
      ]);
    const { position } = await this.commands.execute(new ChangeNote(meta, noteId, { type: 'RetractNote', input: parsed.data }));
    await goTo(reply, notesHref(caseId, `/${noteId}`), position);
  }

  /** @throws Problem malformed-body when the form's hidden fields are not ours */
  private posted(body: FormBody, caseId: string, action: string, isNew: boolean): Shown {
    const { type, noteId, version } = body;
    const note = typeof type === 'string' ? noteOf(type) : undefined;
    if (!note) throw problems.malformed();
    const hidden = {
      ...{ idempotencyKey: randomUUID(), type: note.type },
      ...(typeof noteId === 'string' ? { noteId } : {}),
      ...(typeof version === 'string' ? { version } : {}),
    };
    return { caseId, note, action, hidden, isNew, values: body };
  }

  private async attempt(
    command: NoteAct | ChangeNote,
    visitor: Guest,
    meta: CommandMeta,
    shown: Shown,
    reply: FastifyReply,
  ): Promise<void> {
    try {
      const { id, position } = await this.commands.execute(command);
      await goTo(reply, notesHref(shown.caseId, `/${id}`), position);
    } catch (error) {
      const errors = refusedForm(error, visitor.lang);
      await this.showForm(visitor, meta, { ...shown, errors }, reply, (error as Problem).status);
    }
  }

  private async showForm(visitor: Guest, context: RequestContext, shown: Shown, reply: FastifyReply, status: number): Promise<void> {
    const { caseId, note, isNew, action, hidden, values, errors = [] } = shown;
    const persons = isNew ? await this.persons(context, caseId) : [];
    const options = eachPerson(persons)
      .filter(({ role }) => note.about.some((one) => one === role))
      .map((person) => ({ value: person.personId, label: `${personLabel(person)} (${roleName(person.role, visitor.lang)})` }));
    const page = (
      <NoteFormPage
        {...{ note, action, hidden, values, errors }}
        back={notesHref(caseId)}
        isNew={isNew}
        persons={options}
        today={swedishDate(context.now)}
      />
    );
    await sendPage(reply, casePage(visitor, { caseId, active: 'notes', title: note.title[visitor.lang] }, page), status);
  }

  /** @throws Problem not-found also when the note belongs to another case than the address says */
  private async find(context: RequestContext, caseId: string, noteId: string): Promise<{ note: NoteView; declared: NoteDeclaration }> {
    const note = await this.queries.execute(new ReadNote(context, noteId));
    const declared = noteOf(note.type);
    if (note.caseId !== caseId || !declared) throw problems.notFound();
    return { note, declared };
  }

  private async persons(context: RequestContext, caseId: string): Promise<readonly PersonView[]> {
    return (await this.queries.execute(new OwnPeopleOfCase(context, caseId))).persons;
  }

  private async staffName(id: string): Promise<string> {
    return (await this.directory.staffById(id))?.name ?? id;
  }
}

const nameOf = (persons: readonly PersonView[], personId: string | null): string => {
  if (personId === null) return '–';
  const person = persons.find((one) => one.personId === personId);
  return person ? personLabel(person) : personId.slice(0, 8);
};
