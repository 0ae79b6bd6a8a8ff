/** A plain description of a county and of what may be asked about: what the oracle judges by. Moments are milliseconds. */

/** Who asks, in one duty. */
export interface Principal {
  readonly staff: string;
  readonly agency: string;
  readonly unit: string;
  readonly duty: string;
  readonly functions: readonly string[];
  readonly standsInFor: readonly string[];
  readonly onCall: boolean;
}
/** A decision of an owner to let a function see: another agency's, or of the violence user's record its own agency's. */
export interface Grant {
  readonly mode: 'standing' | 'referral';
  readonly owner: string;
  readonly record: string;
  readonly case: string;
  readonly toAgency: string;
  readonly toFunction: string;
  readonly classes: readonly string[];
  /** Whom a standing disclosure is about; null: whoever the facts are about. */
  readonly persons: readonly string[] | null;
  /** The request that it opens. */
  readonly referral?: string;
  readonly factsFrom: number;
  readonly from: number;
  readonly until: number | null;
  readonly withdrawn: boolean;
}
export interface County {
  readonly now: number;
  /** Who works with which record, for which function; `his`: the record is the violence user's. */
  readonly assignments: readonly {
    staff: string;
    agency: string;
    record: string;
    case: string;
    function: string;
    his: boolean;
    /** It holds until then; null: until it is taken away. */
    until: number | null;
  }[];
  /** Staff who are a party in a case known to their agency, or kin of one. */
  readonly kin: readonly { staff: string; agency: string; case: string }[];
  /** Staff who are mere neighbours of somebody in a case, and have not said why they go on. */
  readonly neighbours: readonly { staff: string; agency: string; case: string }[];
  readonly lockedOut: readonly { staff: string; case: string }[];
  readonly grants: readonly Grant[];
  /** An emergency opening of a record, or the vault opened for one person in it. */
  readonly openings: readonly {
    staff: string;
    agency: string;
    record: string;
    case: string;
    person: string | null;
    /** The vault, opened by one person on call; otherwise by two. */
    alone: boolean;
    from: number;
    until: number;
    ended: boolean;
  }[];
}
export interface Thing {
  readonly kind: string;
  /** Whose fact it is; of a request the sender, of a line of the log whom it concerns. */
  readonly agency: string;
  readonly case: string;
  readonly record: string;
  /** The function that works with it, or that it waits at; of a request the sender's. */
  readonly function: string;
  readonly unit?: string;
  readonly staff?: string;
  /** Of a line of the log: the agency of whoever read. */
  readonly reader?: string;
  /** Of a review of the log: whom it is about has been asked to explain. */
  readonly asked?: boolean;
  readonly class?: string;
  readonly person?: string | null;
  /** When a fact was recorded, a plan agreed; null where it has not been. */
  readonly at?: number | null;
  readonly referral?: {
    readonly id: string;
    readonly to: string;
    readonly status: string;
    readonly expires: number | null;
    readonly returnedBy: string;
    /** Of a message: the recipient function that it is from or to, who wrote it, and of an answer what it tells of. */
    readonly message?: { readonly between: string; readonly answer: string | null; readonly by: string };
  };
}
