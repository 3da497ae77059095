import { useEffect, useState } from 'preact/hooks';

/** Counts seconds while `isOn`. */
export function useBeat(isOn: boolean): number {
  const [beat, setBeat] = useState(0);
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(() => setBeat((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, [isOn]);
  return beat;
}
