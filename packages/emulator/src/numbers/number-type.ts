import parse from 'libphonenumber-js/max';

export type NumberType = 'local' | 'mobile' | 'tollfree' | 'national' | 'sharedcost' | 'voip' | 'machinetomachine';

export interface Capabilities {
  voice: boolean;
  sms: boolean;
  mms: boolean;
  fax: boolean;
}

// In North America mobile and fixed numbers look alike, and Twilio sells them as local.
export function typeOf(phoneNumber: string): NumberType {
  switch (parse(phoneNumber)?.getType()) {
    case 'MOBILE':
      return 'mobile';
    case 'TOLL_FREE':
      return 'tollfree';
    case 'SHARED_COST':
      return 'sharedcost';
    case 'VOIP':
      return 'voip';
    case 'UAN':
      return 'national';
    default:
      return 'local';
  }
}

/** What a number of that kind can do; nothing sends messages or faxes here, but the answer is of the usual form. */
export function capabilitiesOf(type: NumberType, country = 'US'): Capabilities {
  const isNorthAmerican = country === 'US' || country === 'CA';
  const sms = type === 'mobile' || type === 'machinetomachine' || isNorthAmerican;
  return { voice: true, sms, mms: sms && isNorthAmerican, fax: isNorthAmerican && type === 'local' };
}
