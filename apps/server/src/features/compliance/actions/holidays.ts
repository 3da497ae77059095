import { publicHolidays } from '#providers/holidays';
import { datesAround, type HolidayQuestion, holidayQuestions } from '../holiday-dates.ts';

// Public holidays are everybody's: they are asked for once in the life of a process, for asking takes 100 ms.
const known = new Map<string, Promise<readonly string[] | null>>();

/**
 * The public holidays around an instant by calendars such as `US-LA`. A calendar that nobody knows is left out. Of a state
 * without a calendar of its own it is that of its country.
 */
export async function holidaysAround(calendars: readonly string[], at: Date): Promise<Record<string, string[]>> {
  const questions = holidayQuestions(calendars, at);
  const answers = await Promise.all(questions.map(async (each) => ({ each, dates: await datesIn(each) })));
  const byCalendar = Map.groupBy(answers, ({ each }) => each.calendar);
  return Object.fromEntries(
    [...byCalendar].flatMap(([calendar, some]) => {
      const dates = some.flatMap((one) => one.dates ?? []);
      return some.some((one) => one.dates === null) ? [] : [[calendar, datesAround(dates, at)]];
    }),
  );
}

function datesIn(question: HolidayQuestion): Promise<readonly string[] | null> {
  const key = `${question.calendar} ${question.year}`;
  const asked = known.get(key) ?? ask(question);
  known.set(key, asked);
  // What failed is asked for again.
  asked.catch(() => known.delete(key));
  return asked;
}

async function ask({ country, region, year }: HolidayQuestion): Promise<readonly string[] | null> {
  const answer = await publicHolidays({ country, region, year });
  if (answer.holidays) return answer.holidays.map(({ date }) => date);
  if (answer.unknown === 'region') return ask({ calendar: country, country, region: undefined, year });
  return null;
}
