import type { FieldClass } from './fields.js';

/** How a disclosure reaches its recipient (foundation.md 2): a request's own content, live facts until a date, or a copy once. */
export type GrantKind = 'referral' | 'standing' | 'copy';

/** A disclosure in force: what reads consult. Judged once, when it was made; never re-judged by a read. */
export interface Grant {
  readonly grantId: string;
  readonly kind: GrantKind;
  readonly caseId: string;
  /** The referral or the copy that the grant opens; null for a standing disclosure, which opens the record's entries of its classes. */
  readonly objectId: string | null;
  readonly ownerAgency: string;
  readonly recordId: string;
  readonly recipientAgency: string;
  readonly recipientFunction: string;
  readonly classes: readonly FieldClass[];
  /** Standing: whom it is about. Facts about anyone else (a child, a partner) stay closed. Null where the object itself holds the persons. */
  readonly personIds: readonly string[] | null;
  readonly purpose: string;
  /** The legal ground's id in config/legal-grounds and the version of the rule file it was judged under. */
  readonly ground: string;
  readonly ruleVersion: string;
  readonly consentId: string | null;
  /** Standing: facts recorded from this moment on. */
  readonly factsFrom: string;
  readonly validFrom: string;
  readonly validUntil: string | null;
}

/** Changes of rights that an event brings. Written in the same commit as the event, never by a projection. */
export type RightsChange =
  | { readonly op: 'open-grant'; readonly grant: Grant }
  | {
      readonly op: 'close-grants';
      readonly where: {
        readonly grantId?: string;
        readonly objectId?: string;
        readonly consentId?: string;
        readonly recipientAgency?: string;
        readonly recipientFunction?: string;
        readonly purposes?: readonly string[];
        /** They close then, at the latest, and not now. */
        readonly from?: string;
      };
    }
  /** Part of a consent withdrawn: the classes disappear from each grant that rests on it (for one recipient, or all; for some purposes, or any). */
  | {
      readonly op: 'narrow-grants';
      readonly where: {
        readonly consentId: string;
        readonly recipientAgency?: string;
        readonly recipientFunction?: string;
        readonly purposes?: readonly string[];
      };
      readonly classes: readonly FieldClass[];
    }
  /** The commit fails unless this grant stands at that moment, with these classes: what a copy's delivery rests on. */
  | {
      readonly op: 'require-grant';
      readonly objectId: string;
      readonly recipientFunction: string;
      readonly classes?: readonly FieldClass[];
    }
  | {
      readonly op: 'assign';
      readonly recordId: string;
      readonly caseId: string;
      readonly agencyId: string;
      readonly staffId: string;
      /** When the record is opened: its function. Refused beside colleagues who work with the case, unless something has come to that function. */
      readonly opensFor?: string;
      /** When the record is opened: its side of the case. Refused for somebody who works on the other side. */
      readonly track?: 'exposed' | 'child' | 'violence-user';
      /** The moment from which it no longer holds, by the clock of whoever asks. Left out: until it is taken away. */
      readonly until?: string;
    }
  | { readonly op: 'unassign'; readonly recordId: string; readonly staffId: string }
  /** Blind search tokens of a person in a case, under the agency's own key. They find the person again, and lock out staff who are kin. */
  | {
      readonly op: 'index-person';
      readonly agencyId: string;
      readonly personId: string;
      readonly recordId: string | null;
      readonly caseId: string;
      readonly tokens: readonly { readonly kind: 'number' | 'name'; readonly token: string }[];
      /** A lock at a recipient: whose number it was made of, by the owner's own token of it. */
      readonly of?: { readonly agencyId: string; readonly token: string };
    }
  /**
   * After a correction the record's own tokens go. `fictitious`: those of every record of the agency and every registration merged with her, and whom they
   * kept out stays locked out by name.
   */
  | {
      readonly op: 'forget-person';
      readonly agencyId: string;
      readonly personId: string;
      readonly recordId: string;
      readonly caseId: string;
      readonly fictitious: boolean;
    }
  /** A member of staff is this person, or kin of them. */
  | { readonly op: 'declare-kin'; readonly agencyId: string; readonly staffId: string; readonly token: string; readonly relation: string }
  /** A named member of staff is locked out of a case, by one of its records: lifted there, and standing while another still says so. */
  | { readonly op: 'lock-out'; readonly recordId: string; readonly caseId: string; readonly staffId: string }
  | { readonly op: 'lift-lock'; readonly recordId: string; readonly caseId: string; readonly staffId: string }
  /** A person's data became protected, by this mark or a stronger one. While somebody in a record is, nobody's whereabouts leave it: what was open closes at once. */
  | {
      readonly op: 'protect-person';
      readonly recordId: string;
      readonly caseId: string;
      readonly personId: string;
      readonly protected: true;
      readonly mark: string;
    }
  /** Protected by this lighter mark, or by none. Refused unless the vault is open to this member of staff for the person, by a second person's approval. */
  | {
      readonly op: 'lift-protection';
      readonly recordId: string;
      readonly caseId: string;
      readonly personId: string;
      readonly staffId: string;
      readonly mark: string;
    }
  /** Where somebody on the record's side of the case is protected: the same, in one of these records. What is done shows whereabouts. */
  | {
      readonly op: 'require-vault';
      readonly recordId: string;
      readonly caseId: string;
      readonly personId: string;
      readonly staffId: string;
      readonly openedIn: readonly string[];
    }
  /** The commit fails unless this member of staff has the record open in an emergency, at that moment: what a call for help rests on. */
  | { readonly op: 'require-emergency'; readonly recordId: string; readonly caseId: string; readonly staffId: string }
  /** Registered twice: a mark on either is a mark on both. Judged anew where the two are marked differently, or as fictitious. */
  | {
      readonly op: 'merge-person';
      readonly recordId: string;
      readonly caseId: string;
      readonly personId: string;
      readonly intoPersonId: string;
    }
  /** Two after all. What takes a mark from either is refused as `lift-protection` is. */
  | {
      readonly op: 'unmerge-person';
      readonly recordId: string;
      readonly caseId: string;
      readonly personId: string;
      readonly fromPersonId: string;
      readonly staffId: string;
    }
  /** What a record says that somebody is in it. What rests on the word of whoever is said to have used the violence closes at once. */
  | {
      readonly op: 'person-role';
      readonly recordId: string;
      readonly caseId: string;
      readonly personId: string;
      readonly role: string;
    }
  /** When somebody is of age, or was; null where nobody knows. Then the word of another opens nothing of theirs any longer. */
  | {
      readonly op: 'person-age';
      readonly recordId: string;
      readonly caseId: string;
      readonly personId: string;
      readonly adultAt: string | null;
    }
  /** A child's data goes out on somebody else's word: it closes when that one's right ends, as where the child becomes protected. */
  | {
      readonly op: 'rest-on-word';
      /** The request, or the disclosure. */
      readonly rests: string;
      readonly consentId: string;
      readonly recordId: string;
      readonly caseId: string;
      readonly childId: string;
      readonly giverId: string;
      /** The word is the exposed parent's for herself, and not a guardian's for the child. */
      readonly parent: boolean;
      /** When the child comes of age, where that ends it. */
      readonly until: string | null;
    }
  /** Something rests on a person's protection in a record: it is not taken away before it is released. Refused where there is none. */
  | {
      readonly op: 'hold-protection';
      readonly holdId: string;
      readonly recordId: string;
      readonly caseId: string;
      readonly personId: string;
    }
  | { readonly op: 'release-protection'; readonly holdId: string }
  /** Refused for an emergency while an earlier opening of the same staff waits unreviewed beyond its time. */
  | { readonly op: 'open-up'; readonly opening: Opening }
  | { readonly op: 'end-opening'; readonly openingId: string }
  /** Found unjustified: an emergency opening stops the next one until it is lifted; going on as a neighbour ends. */
  | { readonly op: 'review-opening'; readonly openingId: string; readonly unjustified: boolean }
  | { readonly op: 'lift-stop'; readonly openingId: string }
  /** A neighbour of somebody in the case goes on, for a stated reason. */
  | { readonly op: 'accept-neighbour'; readonly openingId: string; readonly caseId: string; readonly staffId: string };

/** Something opened out of the ordinary, to one person: a record in an emergency, or the vault with one person's whereabouts. */
export interface Opening {
  readonly openingId: string;
  readonly kind: 'emergency' | 'vault';
  readonly recordId: string;
  readonly caseId: string;
  readonly personId: string | null;
  readonly agencyId: string;
  readonly staffId: string;
  /** One hour after it was opened, at the latest. */
  readonly until: string;
  /** When somebody else must have reviewed it; null when somebody else agreed beforehand. */
  readonly reviewBy: string | null;
}
