export { type HolidayPlace, holidayRegions, publicHolidays, type Region } from './public-holidays.ts';
