/** The peaks, between 0 and 1, as bars of an SVG that is one unit wide for each. */
export function waveformPath(peaks: readonly number[], height: number): string {
  return peaks
    .map((peak, index) => {
      const half = Math.max(0.5, (Math.min(1, Math.abs(peak)) * height) / 2);
      return `M${index + 0.5} ${round(height / 2 - half)}V${round(height / 2 + half)}`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
