import type { ImportTarget } from '@offhook/contract';

export interface SuggestedMatch {
  target: ImportTarget;
  label: string | null;
}

/** What columns are called in files that people have, as `plain` writes it; a number's label stands behind a colon. */
const usualNames: Record<string, string> = {
  name: 'name; full name; contact; contact name; lead; customer; client; display name; nombre completo; nom complet; vollstandiger name; ansprechpartner; kontakt; nome completo; naam; imie i nazwisko; 姓名; 氏名; имя',
  first_name:
    'first name; firstname; first; given name; forename; vorname; prenom; nombre; nombres; primer nombre; nome; primeiro nome; voornaam; imie; fornavn; fornamn; etunimi; 名',
  last_name:
    'last name; lastname; last; surname; family name; nachname; familienname; nom; nom de famille; apellido; apellidos; cognome; sobrenome; apelido; achternaam; nazwisko; efternavn; efternamn; sukunimi; фамилия; 姓',
  'phone:main':
    'phone; phone number; phonenumber; telephone; telephone number; tel; tel no; number; telefon; telefonnummer; rufnummer; telephone fixe; numero; numero de telefono; numero de telephone; telefono; teléfono; telefone; telefoonnummer; telefoon; numer telefonu; puhelin; телефон; 電話; 电话; 電話番号; phone 1; phone1; primary phone; main phone; contact number',
  'phone:mobile':
    'mobile; mobile phone; mobile number; cell; cell phone; cellphone; cellular; handy; handynummer; mobil; mobilnummer; mobiltelefon; portable; telephone portable; tel mobile; movil; celular; cellulare; telemovel; mobiel; komorka; 手机; 携帯; мобильный',
  'phone:work':
    'work phone; work; business phone; office phone; office; company phone; telefon geschaftlich; telefon dienstlich; geschaftlich; bureau; telephone bureau; trabajo; ufficio',
  'phone:home': 'home phone; home; private phone; telefon privat; privat; domicile; telephone domicile; casa',
  'phone:other':
    'phone 2; phone2; phone 3; phone3; phone 4; phone 5; other phone; secondary phone; second phone; alternative phone; alt phone; telefon 2; telephone 2; telefono 2',
  email:
    'email; e mail; mail; email address; e mail address; emailadresse; e mail adresse; courriel; adresse e mail; correo; correo electronico; posta elettronica; endereco de email; e post; sahkoposti; почта; メール; 邮箱; email 1; primary email',
  company:
    'company; company name; organization; organisation; account; account name; business; business name; employer; firma; unternehmen; societe; entreprise; empresa; azienda; societa; bedrijf; bedrijfsnaam; firmanavn; yritys; компания; 公司; 会社',
  title:
    'title; job title; position; role; job; function; titel; berufsbezeichnung; funktion; poste; fonction; cargo; puesto; ruolo; qualifica; functie; stanowisko; 职位; 役職',
  time_zone: 'time zone; timezone; tz; zeitzone; fuseau horaire; zona horaria; fuso orario; fuso horario; tijdzone',
  region:
    'region; state; province; state province; state region; us state; bundesland; kanton; etat; departement; provincia; estado; regione; provincie; staat',
  country:
    'country; country code; nation; land; pays; pais; paese; country region; billing country; mailing country; kraj; maa; страна; 国家; 国',
  tags: 'tags; tag; labels; categories; category; segments; segment; groups; etiquettes; etiquetas; etichette; schlagworte; kategorien',
  consent_date:
    'consent date; date of consent; consented at; consent given at; opt in date; optin date; einwilligung am; datum der einwilligung; date du consentement; fecha de consentimiento; data del consenso',
  do_not_call:
    'do not call; dnc; do not contact; do not phone; opt out; opted out; nicht anrufen; ne pas appeler; no llamar; non chiamare; niet bellen',
  note: 'note; notes; comment; comments; remarks; description; notiz; notizen; bemerkung; bemerkungen; kommentar; remarque; remarques; notas; nota; observaciones; uwagi; commentaire',
};

const known = new Map<string, SuggestedMatch>();
for (const [key, names] of Object.entries(usualNames)) {
  const [target, label] = key.split(':');
  // The keys above are targets.
  const match = { target: target as ImportTarget, label: label ?? null };
  for (const name of names.split(';')) known.set(plain(name), match);
}

/** Small letters and figures without accents: "E-Mail_Adresse" is "e mail adresse", "firstName" is "first name". */
function plain(name: string): string {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** True for what a column of one of our targets is usually called. */
export function isUsualName(cell: string): boolean {
  return known.has(plain(cell));
}

const manyNumbers = 10;

/** What each column seems to be, by its name, else by what is in it. Only numbers, notes and tags come more than once. */
export function suggestMatches(columns: readonly { name: string; samples: readonly string[] }[]): SuggestedMatch[] {
  const taken = new Set<ImportTarget>();
  const byName = columns.map(({ name }) => take(known.get(plain(name)), taken));
  const suggested = byName.map((match, index) => {
    const { name, samples } = columns[index] ?? { name: '', samples: [] };
    return match ?? take(isForeign(name) ? undefined : bySamples(samples), taken) ?? { target: 'ignore', label: null };
  }) satisfies SuggestedMatch[];
  let numbers = 0;
  return suggested.map((match) => {
    if (match.target !== 'phone') return match;
    numbers += 1;
    return numbers > manyNumbers ? { target: 'ignore', label: null } : match;
  });
}

function take(match: SuggestedMatch | undefined, taken: Set<ImportTarget>): SuggestedMatch | undefined {
  if (!match) return undefined;
  if (match.target === 'phone') return match;
  if (taken.has(match.target)) return undefined;
  taken.add(match.target);
  return match;
}

/** A name that says what the column is, and that it is nothing of ours: ids, dates, amounts, labels. */
function isForeign(name: string): boolean {
  return /\b(id|key|label|fax|zip|plz|postal|postcode|date|datum|created|updated|amount|price|age|year)\b/.test(
    plain(name),
  );
}

function bySamples(samples: readonly string[]): SuggestedMatch | undefined {
  const all = (pattern: RegExp) => samples.length > 0 && samples.every((sample) => pattern.test(sample.trim()));
  if (all(/^[^\s@]+@[^\s@]+\.[^\s@]+$/)) return { target: 'email', label: null };
  if (all(/^\+[\d\s().-]{7,20}$/) || all(/^\(?\d{2,5}[)\s./-][\d\s()./-]{4,14}$/))
    return { target: 'phone', label: 'main' };
  return undefined;
}
