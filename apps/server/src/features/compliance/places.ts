const american = `AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,
DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,
LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,
NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,
OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,
VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming,PR Puerto Rico,GU Guam,VI U.S. Virgin Islands,
AS American Samoa,MP Northern Mariana Islands`;
const canadian = `AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,NL Newfoundland and Labrador,NS Nova Scotia,
NT Northwest Territories,NU Nunavut,ON Ontario,PE Prince Edward Island,QC Quebec,SK Saskatchewan,YT Yukon`;

const parts = new Map(
  [
    ['US', american],
    ['CA', canadian],
  ].flatMap(([country, list = '']) =>
    list.split(/,\s*/).map((row): [string, string] => [`${country}-${row.slice(0, 2)}`, row.slice(3)]),
  ),
);
const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/**
 * A country or a part of one in words; what nobody knows comes back as it is.
 *
 * @example
 * placeName('US-FL'); // 'Florida'
 */
export function placeName(code: string): string {
  if (code === '*') return 'Everywhere else';
  if (code === 'EU') return 'European Union';
  return parts.get(code) ?? (/^[A-Z]{2}$/.test(code) ? countries.of(code) : undefined) ?? code;
}

/** True for a country that has a name, and for a state or province of those two that we know by theirs. */
export function isPlace(code: string): boolean {
  return parts.has(code) || (/^[A-Z]{2}$/.test(code) && countries.of(code) !== undefined);
}
