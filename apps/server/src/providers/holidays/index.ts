export { type HolidayPlace, publicHolidays } from './public-holidays.ts';
