const secondsOf = { minute: 60, hour: 3600, day: 86_400 };

/** For tables: `clockDuration(133)` is `02:13`, from an hour on `1:02:13`. */
export function clockDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? [hours, ...parts].join(':') : parts.join(':');
}

/** For prose: `spokenDuration(133)` is `2 min 13 s`. */
export function spokenDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [
    [Math.floor(whole / 3600), 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ] as const;
  const shown = parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`);
  return shown.length > 0 ? shown.join(' ') : '0 s';
}

/** In full words, for screen readers: `2 minutes 13 seconds`. */
export function wordDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const words = (amount: number, unit: string) => `${amount} ${unit}${amount === 1 ? '' : 's'}`;
  const minutes = Math.floor(whole / 60);
  return minutes > 0 ? `${words(minutes, 'minute')} ${words(whole % 60, 'second')}` : words(whole, 'second');
}

/** An exact decimal text as money: `money('0.014', 'USD')` is `$0.014`. */
export function money(amount: string, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency, maximumFractionDigits: 6 });
  return format.format(Number(amount));
}

/** `full` names the zone; `short` is what fits a table; `time` is the clock alone. */
export function absoluteTime(at: string, timeZone: string, precision: 'full' | 'short' | 'time'): string {
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  const day = { day: 'numeric', month: 'short' } as const;
  const options: Record<typeof precision, Intl.DateTimeFormatOptions> = {
    full: { ...day, ...time, year: 'numeric', timeZoneName: 'short' },
    short: { ...day, ...time },
    time,
  };
  return new Intl.DateTimeFormat('en-GB', { ...options[precision], timeZone }).format(Date.parse(at));
}

/** `relativeTime(…)` is `just now`, `3 min ago`, `in 2 h`, `5 days ago`. */
export function relativeTime(at: string, nowMs: number): string {
  const seconds = Math.round((Date.parse(at) - nowMs) / 1000);
  const distance = Math.abs(seconds);
  if (distance < 10) return 'just now';
  const format = new Intl.RelativeTimeFormat('en', { style: 'short', numeric: 'always' });
  const [amount, unit] =
    distance < secondsOf.minute
      ? ([distance, 'second'] as const)
      : distance < secondsOf.hour
        ? ([distance / secondsOf.minute, 'minute'] as const)
        : distance < secondsOf.day
          ? ([distance / secondsOf.hour, 'hour'] as const)
          : ([distance / secondsOf.day, 'day'] as const);
  return format.format(Math.sign(seconds) * Math.floor(amount), unit);
}

/** `byteSize(1_234_567)` is `1.2 MB`. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [amount, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${amount.toFixed(1)} ${unit}`;
}
