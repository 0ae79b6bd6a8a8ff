import { interventionKind } from '#config/interventions';
import { tellByKind, tellIntervention } from '#libs/intervention';
import { publisher, tell, type Publish } from '#libs/shared-kernel';
import { concernEvents, type ConcernEvent } from './concern/concern.events.js';
import {
  concernDecided,
  concernReceived,
  inquiryClosed,
  inquiryOpened,
  supportCompleted,
  supportDecided,
  supportInterrupted,
  supportPlanned,
  supportStarted,
} from './contract/index.js';
import { extensionEvents, type ExtensionEvent } from './extension/extension.events.js';
import { followUpEvents, type FollowUpEvent } from './follow-up/follow-up.events.js';
import { inquiryEvents, type InquiryEvent } from './inquiry/inquiry.events.js';
import { placementEvents, type PlacementEvent } from './placement/placement.events.js';
import { supportEvents, type SupportEvent } from './support/support.events.js';

/** How it goes is told, by class; the note never is. */
const publishSupport: Publish<SupportEvent> = ({ type, data }) => {
  switch (type) {
    case 'social-services.SupportPlanned':
      return tellIntervention(supportPlanned, 'planned', data, interventionKind);
    case 'social-services.SupportStarted':
      return tellIntervention(supportStarted, 'started', data, interventionKind);
    case 'social-services.SupportInterrupted':
      return tellIntervention(supportInterrupted, 'interrupted', data, interventionKind);
    case 'social-services.SupportCompleted':
      return tellIntervention(supportCompleted, 'completed', data, interventionKind);
  }
};

export const supportPublisher = publisher(supportEvents, publishSupport);

/** That there is a concern and what was decided. Who reported, how protection was judged, which signals met and what a party asked for: never. */
const publishConcern: Publish<ConcernEvent> = (event) => {
  switch (event.type) {
    case 'social-services.ConcernReceived': {
      const { concernId, personId, at } = event.data;
      return [tell(concernReceived, concernId, { receivedAt: at, status: 'received' }, personId)];
    }
    case 'social-services.PreliminaryAssessmentDecided': {
      const { concernId, personId, at, outcome } = event.data;
      return [tell(concernDecided, concernId, { status: 'decided', outcome, decidedAt: at }, personId)];
    }
    case 'social-services.ConcernForwarded': {
      // Not to whom: the other board says where the child lives.
      const { concernId, personId, at } = event.data;
      return [tell(concernDecided, concernId, { status: 'forwarded', decidedAt: at }, personId)];
    }
    case 'social-services.ProtectionAssessed':
    case 'social-services.GuardiansContacted':
    case 'social-services.ReporterAsked':
    case 'social-services.ReporterInformed':
    case 'social-services.SignalMatchJudged':
    case 'social-services.PartyAccessDecided':
      return [];
  }
};

/** That an inquiry runs, that it ended and what support was decided. Where the child moves is told by nothing. */
const publishInquiry: Publish<InquiryEvent> = (event) => {
  switch (event.type) {
    case 'social-services.InquiryOpened': {
      const { inquiryId, personId, at } = event.data;
      return [tell(inquiryOpened, inquiryId, { openedAt: at, status: 'open' }, personId)];
    }
    case 'social-services.InquiryClosed': {
      const { inquiryId, personId, at, outcome } = event.data;
      // That the child has moved says nothing of where to, and is not said all the same.
      return [tell(inquiryClosed, inquiryId, { status: 'closed', ...(outcome === 'moved' ? {} : { outcome }), closedAt: at }, personId)];
    }
    case 'social-services.SupportDecided': {
      const { decisionId, personId, at, kind } = event.data;
      return [tellByKind(kind, interventionKind, tell(supportDecided, decisionId, { kind, decidedAt: at }, personId))];
    }
    case 'social-services.ChildHeard':
    case 'social-services.RelocationAsked':
    case 'social-services.RelocationAnswered':
      return [];
  }
};

/** That a child is in sheltered housing at all tells where not to look, and where to: nothing of it leaves (OSL 26:7, SoL 15:7 is answered by a person). */
const publishPlacement: Publish<PlacementEvent> = (event) => {
  switch (event.type) {
    case 'social-services.ShelterDecided':
    case 'social-services.ShelterSubmitted':
    case 'social-services.ShelterRuled':
    case 'social-services.ShelterStarted':
    case 'social-services.ShelterApplicationExtended':
    case 'social-services.ShelterApplied':
    case 'social-services.ShelterJudged':
    case 'social-services.ShelterGainedForce':
    case 'social-services.ShelterReviewed':
    case 'social-services.ShelterLapsed':
    case 'social-services.ShelterEnded':
    case 'social-services.WhereaboutsMadeSecret':
    case 'social-services.WhereaboutsReviewed':
    case 'social-services.WhereaboutsAppealed':
    case 'social-services.WhereaboutsAppealRuled':
      return [];
  }
};

/** Followed up without consent: between the board and the family. */
const publishFollowUp: Publish<FollowUpEvent> = (event) => {
  switch (event.type) {
    case 'social-services.FollowUpDecided':
    case 'social-services.FollowUpContactMade':
    case 'social-services.FollowUpEnded':
      return [];
  }
};

/** How the board keeps its own time is its own matter. */
const publishExtension: Publish<ExtensionEvent> = (event) => {
  switch (event.type) {
    case 'social-services.ExtensionAsked':
    case 'social-services.ExtensionGranted':
    case 'social-services.ExtensionRefused':
      return [];
  }
};

export const concernPublisher = publisher(concernEvents, publishConcern);
export const inquiryPublisher = publisher(inquiryEvents, publishInquiry);
export const placementPublisher = publisher(placementEvents, publishPlacement);
export const followUpPublisher = publisher(followUpEvents, publishFollowUp);
export const extensionPublisher = publisher(extensionEvents, publishExtension);
