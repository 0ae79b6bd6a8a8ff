import { Module, type DynamicModule } from '@nestjs/common';
import type { FactoryProvider } from '@nestjs/common';
import { Authenticator } from './authenticator.js';
import { BearerTokens } from './bearer.js';
import { DemoMount } from './demo/demo-mount.js';
import { DemoStaff, NoDemoStaff } from './demo/demo-staff.js';
import { LoginController } from './login.controller.js';
import { LoginFlow } from './login-flow.js';
import { LoginPages } from './pages.js';
import { IdentityProvider } from './provider/identity-provider.js';
import { ProviderChoice } from './provider/provider-choice.js';
import { PublicAddress } from './public-address.js';
import { SessionController } from './session.controller.js';
import { LoginCookies } from './session/cookies.js';
import { PendingLogins } from './session/pending-logins.js';
import { SessionsModule } from './session/sessions.module.js';

export interface LoginModuleOptions {
  /** Where people reach this server, read at each use: a server on a free port knows it only when it listens. */
  readonly address: () => string;
  /** Who may log in without a password, and whether they may. Left out: no demo. */
  readonly demo?: Pick<FactoryProvider<DemoStaff>, 'inject' | 'useFactory'>;
}

/** Needs Database, Clock, SETTINGS, StaffDirectory and LoginAudit from global modules. */
@Module({})
export class LoginModule {
  static register({ address, demo }: LoginModuleOptions): DynamicModule {
    return {
      module: LoginModule,
      imports: [SessionsModule],
      controllers: [LoginController, SessionController],
      providers: [
        { provide: PublicAddress, useValue: new PublicAddress(address) },
        demo ? { provide: DemoStaff, ...demo } : { provide: DemoStaff, useClass: NoDemoStaff },
        ProviderChoice,
        IdentityProvider,
        LoginCookies,
        PendingLogins,
        BearerTokens,
        Authenticator,
        LoginFlow,
        LoginPages,
        DemoMount,
      ],
      exports: [Authenticator, LoginCookies, PublicAddress, ProviderChoice],
    };
  }
}
