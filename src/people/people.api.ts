import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Ctx, For, Meta, type CommandMeta, type CommandResult, type RequestContext } from '#src/access/index';
import { ChangeProtection } from './features/change-protection.js';
import { ChangeSafeContact } from './features/change-safe-contact.js';
import { CorrectPerson } from './features/correct-person.js';
import { MergePerson, UnmergePerson } from './features/merge-persons.js';
import { OnePerson, PersonsOfRecord, type PersonWithHistory } from './features/read-persons.js';
import { RegisterPerson } from './features/register-person.js';
import { revealInput, RevealProtected } from './features/reveal-protected.js';
import { SearchPeople, searchPeopleInput, type PersonSearchResult } from './features/search-people.js';
import {
  changeProtectionInput,
  changeSafeContactInput,
  correctPersonInput,
  mergePersonInput,
  registerPersonInput,
  unmergePersonInput,
  type RegisterPersonInput,
} from './person/person-input.js';
import type { PersonView } from './person/person-view.js';

const uuid = z.uuid();
const inRecord = z.strictObject({ recordId: z.uuid().optional() });
const correctionBody = correctPersonInput.omit({ personId: true });
const safeContactBody = changeSafeContactInput.omit({ personId: true });
const mergeBody = mergePersonInput.omit({ personId: true });
const unmergeBody = unmergePersonInput.omit({ personId: true });
const protectionBody = changeProtectionInput.omit({ personId: true });

@ApiTags('Personer')
@Controller('api/v1')
@For('caseworker', 'police-officer')
export class PeopleApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('people')
  @ApiOperation({ summary: 'Registrera en person i den egna akten' })
  register(@Meta() meta: CommandMeta, @Body({ schema: registerPersonInput }) body: RegisterPersonInput): Promise<CommandResult> {
    return this.commands.execute(new RegisterPerson(meta, body));
  }

  /** A search is a POST, so that no personal number ever stands in an address or a log. */
  @Post('people/search')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sök bland den egna myndighetens personer, på personnummer eller på namn som låter lika' })
  search(
    @Ctx() context: RequestContext,
    @Body({ schema: searchPeopleInput }) body: z.infer<typeof searchPeopleInput>,
  ): Promise<PersonSearchResult> {
    return this.queries.execute(new SearchPeople(context, body));
  }

  @Get('records/:recordId/people')
  @ApiOperation({ summary: 'Personerna i en egen akt' })
  async ofRecord(
    @Ctx() context: RequestContext,
    @Param('recordId', { schema: uuid }) recordId: string,
  ): Promise<{ items: readonly PersonView[] }> {
    return { items: await this.queries.execute(new PersonsOfRecord(context, recordId)) };
  }

  @Get('people/:personId')
  @ApiOperation({ summary: 'En person med rättelser' })
  async one(
    @Ctx() context: RequestContext,
    @Param('personId', { schema: uuid }) personId: string,
    @Query({ schema: inRecord }) { recordId }: z.infer<typeof inRecord>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonWithHistory> {
    const found = await this.queries.execute(new OnePerson(context, personId, recordId));
    void reply.header('etag', `"${found.person.version}"`);
    return found;
  }

  @Post('people/:personId/corrections')
  @ApiOperation({ summary: 'Rätta uppgifter om en person (If-Match krävs)' })
  correct(
    @Meta() meta: CommandMeta,
    @Param('personId', { schema: uuid }) personId: string,
    @Body({ schema: correctionBody }) body: z.infer<typeof correctionBody>,
  ): Promise<CommandResult> {
    return this.commands.execute(new CorrectPerson(meta, { ...body, personId }));
  }

  @Post('people/:personId/safe-contact')
  @ApiOperation({ summary: 'Ändra säkert kontaktsätt' })
  safeContact(
    @Meta() meta: CommandMeta,
    @Param('personId', { schema: uuid }) personId: string,
    @Body({ schema: safeContactBody }) body: z.infer<typeof safeContactBody>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeSafeContact(meta, { ...body, personId }));
  }

  @Post('people/:personId/protection')
  @ApiOperation({ summary: 'Ändra skydd av personuppgifter (If-Match krävs)' })
  protection(
    @Meta() meta: CommandMeta,
    @Param('personId', { schema: uuid }) personId: string,
    @Body({ schema: protectionBody }) body: z.infer<typeof protectionBody>,
  ): Promise<CommandResult> {
    return this.commands.execute(new ChangeProtection(meta, { ...body, personId }));
  }

  @Post('people/:personId/merge')
  @ApiOperation({ summary: 'Personen är registrerad två gånger i akten: slå ihop med den andra (If-Match krävs)' })
  merge(
    @Meta() meta: CommandMeta,
    @Param('personId', { schema: uuid }) personId: string,
    @Body({ schema: mergeBody }) body: z.infer<typeof mergeBody>,
  ): Promise<CommandResult> {
    return this.commands.execute(new MergePerson(meta, { ...body, personId }));
  }

  @Post('people/:personId/unmerge')
  @ApiOperation({ summary: 'De var två: ta isär igen (If-Match krävs)' })
  unmerge(
    @Meta() meta: CommandMeta,
    @Param('personId', { schema: uuid }) personId: string,
    @Body({ schema: unmergeBody }) body: z.infer<typeof unmergeBody>,
  ): Promise<CommandResult> {
    return this.commands.execute(new UnmergePerson(meta, { ...body, personId }));
  }

  @Post('people/:personId/reveal')
  @HttpCode(200)
  @ApiOperation({ summary: 'Visa skyddade uppgifter för ett angivet ändamål; varje visning granskas' })
  reveal(
    @Ctx() context: RequestContext,
    @Param('personId', { schema: uuid }) personId: string,
    @Body({ schema: revealInput }) body: z.infer<typeof revealInput>,
  ): Promise<PersonView> {
    return this.queries.execute(new RevealProtected(context, personId, body));
  }
}
