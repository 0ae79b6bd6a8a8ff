import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandMeta } from '#src/access/index';
import { Provisioning, type ProvisioningReport } from './provisioning.js';

/** The organisation from a file. Each entry is judged, recorded and audited as a command of its own. */
export class ProvisionOrganisation extends Command<ProvisioningReport> {
  constructor(
    readonly meta: CommandMeta,
    readonly file: unknown,
  ) {
    super();
  }
}

@CommandHandler(ProvisionOrganisation)
export class ProvisionOrganisationHandler implements ICommandHandler<ProvisionOrganisation> {
  constructor(private readonly provisioning: Provisioning) {}

  execute({ meta, file }: ProvisionOrganisation): Promise<ProvisioningReport> {
    return this.provisioning.provision(file, meta);
  }
}
