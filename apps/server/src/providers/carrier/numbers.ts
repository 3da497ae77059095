/** What a carrier sells numbers as. */
export type NumberType = 'local' | 'toll_free' | 'mobile';

export interface NumberCapabilities {
  voice: boolean;
  sms: boolean;
  mms: boolean;
}

export interface NumberSearch {
  /** ISO 3166 alpha-2 */
  country: string;
  type: NumberType;
  /** In the United States and Canada only. */
  areaCode?: string | undefined;
  /** Digits and letters; `*` stands for any one. */
  contains?: string | undefined;
  sms: boolean;
  mms: boolean;
  limit: number;
}

/** A number that may be bought. */
export interface NumberOffer {
  phoneNumber: string;
  locality: string | undefined;
  region: string | undefined;
  capabilities: NumberCapabilities;
  /** What the carrier must know about the buyer first. */
  addressRequirements: 'none' | 'any' | 'local' | 'foreign';
}

/** Where the carrier asks what to do with a call to a number. */
export interface NumberUrls {
  voice: string;
  fallback: string;
  status: string;
}

/** A number of the account. An address that is not set is null. */
export interface CarrierNumber {
  sid: string;
  phoneNumber: string;
  friendlyName: string;
  type: NumberType;
  capabilities: NumberCapabilities;
  urls: { [Name in keyof NumberUrls]: string | null };
  /** An application or a trunk of the account takes its calls, whatever the URLs say. */
  isTakenElsewhere: boolean;
}

/** `unknown`: the number may or may not be bought; it must not be ordered again for the same purchase. */
export type BuyOutcome =
  | { outcome: 'bought'; number: CarrierNumber }
  | { outcome: 'refused'; code: string; message: string }
  | { outcome: 'busy'; retryAfterSeconds: number }
  | { outcome: 'unknown'; reason: string };

/** What a month of a number costs, by its type. */
export interface NumberPrices {
  currency: string;
  micros: Partial<Record<NumberType, number>>;
}

/** What the carrier did not do. `isCertain`: it has understood and said no; else it may have been done after all. */
export class CarrierProblem extends Error {
  override name = 'CarrierProblem';
  readonly isCertain: boolean;
  constructor(message: string, isCertain: boolean) {
    super(message);
    this.isCertain = isCertain;
  }
}

/** The numbers of an account at a carrier. All but `buyNumber` throw a {@link CarrierProblem}. */
export interface CarrierNumbers {
  /** Undefined where such numbers are not sold. */
  searchNumbers(search: NumberSearch): Promise<NumberOffer[] | undefined>;
  /** Asks once. Never throws for what the carrier answers, and never asks again. */
  buyNumber(order: { phoneNumber: string; label: string; urls: NumberUrls }): Promise<BuyOutcome>;
  /** Has calls to the number come to us; undefined when the account has it no more. */
  configureNumber(sid: string, urls: NumberUrls): Promise<CarrierNumber | undefined>;
  /** True also when it was gone already. */
  releaseNumber(sid: string): Promise<boolean>;
  /** All numbers of the account, or the one that is named. */
  listNumbers(phoneNumber?: string): Promise<CarrierNumber[]>;
  numberPrices(country: string): Promise<NumberPrices | undefined>;
}
