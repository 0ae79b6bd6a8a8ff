import { Module } from '@nestjs/common';
import type { Settings } from '#config/settings';
import { SETTINGS } from '#libs/http';
import { ABSOLUTE_MINUTES, LOGIN_LIMITS, type LoginLimits } from '../login-limits.js';
import { Sessions } from './sessions.js';

const limits = {
  provide: LOGIN_LIMITS,
  inject: [SETTINGS],
  useFactory: (settings: Settings): LoginLimits => ({ idleMinutes: settings.sessionIdleMinutes, absoluteMinutes: ABSOLUTE_MINUTES }),
};

/** Sessions by themselves, for whoever only asks whether one is still open. */
@Module({ providers: [limits, Sessions], exports: [limits, Sessions] })
export class SessionsModule {}
