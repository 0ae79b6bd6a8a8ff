import { Inject, Injectable } from '@nestjs/common';
import { demoAllowed, type Settings } from '#config/settings';
import { SETTINGS } from '#libs/http';
import { DemoStaff } from '../demo/demo-staff.js';
import { demoProvider } from '../demo/demo-settings.js';
import { PublicAddress } from '../public-address.js';
import { configuredProvider, type ProviderSettings } from './provider-settings.js';

/** Which provider this process uses: the one in the settings; else the demo's, where the demo is allowed; else none, and nobody can log in. */
@Injectable()
export class ProviderChoice {
  private allowed?: Promise<boolean>;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly demo: DemoStaff,
    private readonly address: PublicAddress,
  ) {}

  async current(): Promise<ProviderSettings | null> {
    const configured = configuredProvider(this.settings);
    if (configured) return configured;
    return (await this.isDemo()) ? demoProvider(this.address.origin) : null;
  }

  /** Decided once, at start: the demo's routes exist or they don't. Both the settings and the store must say yes; anything but a clear yes is no. */
  isDemo(): Promise<boolean> {
    this.allowed ??= this.decide();
    return this.allowed;
  }

  private async decide(): Promise<boolean> {
    if (!demoAllowed(this.settings)) return false;
    try {
      return (await this.demo.allowed()) === true;
    } catch {
      return false;
    }
  }
}
