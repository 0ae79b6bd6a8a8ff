import { Module } from '@nestjs/common';
import type { Room } from '#src/access/index';
import { InboxScreens } from './inbox.screens.js';
import { ListReferralsHandler } from './list-referrals.js';
import { ReferralInboxApi } from './referral-inbox.api.js';
import { ReferralLive } from './referral-live.js';

@Module({ controllers: [ReferralInboxApi, InboxScreens], providers: [ListReferralsHandler, ReferralLive] })
class ReferralInboxModule {}

/** Requests to and from the functions that the reader staffs. The rows are those of coordination's referral. */
export const referralInboxRoom: Room = { module: ReferralInboxModule };
