const usual = [5, 15, 30, 60, 120, 240, 480, 1440, 2880, 4320, 10_080, 43_200];

/** The delays to choose from, with the one that is set among them. */
export function retryDelays(set: number | null): number[] {
  return [...new Set(set === null ? usual : [...usual, set])].toSorted((one, other) => one - other);
}

/** `90` is `1 h 30 min`, `4320` is `3 days`. */
export function delayInWords(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor(minutes / 60) % 24, 'h'],
    [minutes % 60, 'min'],
  ] as const;
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit === 'day' && amount > 1 ? 'days' : unit}`)
    .join(' ');
}
