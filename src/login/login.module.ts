import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import type { FactoryProvider } from '@nestjs/common';
import { SETTINGS } from '#libs/http';
import type { Settings } from '#config/settings';
import { Authenticator } from './authenticator.js';
import { BearerTokens } from './bearer.js';
import { DemoMount } from './demo/demo-mount.js';
import { DemoStaff, NoDemoStaff } from './demo/demo-staff.js';
import { LoginController } from './login.controller.js';
import { LoginFlow } from './login-flow.js';
import { ABSOLUTE_MINUTES, LOGIN_LIMITS, type LoginLimits } from './login-limits.js';
import { LoginPages } from './pages.js';
import { IdentityProvider } from './provider/identity-provider.js';
import { ProviderChoice } from './provider/provider-choice.js';
import { PublicAddress } from './public-address.js';
import { SessionController } from './session.controller.js';
import { LoginCookies } from './session/cookies.js';
import { PendingLogins } from './session/pending-logins.js';
import { Sessions } from './session/sessions.js';

export interface LoginModuleOptions {
  /** Modules that provide Database, Clock, SETTINGS, StaffDirectory and LoginAudit, unless those are global. */
  readonly imports?: ModuleMetadata['imports'];
  /** Where people reach this server, read at each use: a server on a free port knows it only when it listens. */
  readonly address: () => string;
  /** Who may log in without a password, and whether they may. Left out: no demo. */
  readonly demo?: Pick<FactoryProvider<DemoStaff>, 'inject' | 'useFactory'>;
}

const limits = {
  provide: LOGIN_LIMITS,
  inject: [SETTINGS],
  useFactory: (settings: Settings): LoginLimits => ({ idleMinutes: settings.sessionIdleMinutes, absoluteMinutes: ABSOLUTE_MINUTES }),
};

@Module({})
export class LoginModule {
  static register({ imports = [], address, demo }: LoginModuleOptions): DynamicModule {
    return {
      module: LoginModule,
      imports,
      controllers: [LoginController, SessionController],
      providers: [
        limits,
        { provide: PublicAddress, useValue: new PublicAddress(address) },
        demo ? { provide: DemoStaff, ...demo } : { provide: DemoStaff, useClass: NoDemoStaff },
        ProviderChoice,
        IdentityProvider,
        LoginCookies,
        PendingLogins,
        Sessions,
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
