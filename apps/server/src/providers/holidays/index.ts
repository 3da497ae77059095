export { type HolidayAnswer, type HolidayPlace, publicHolidays } from './public-holidays.ts';
