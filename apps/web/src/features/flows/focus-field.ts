const focusable = 'input:not([type=hidden]), textarea, select, button';

/** Puts the focus on a field of the inspector, or on the nearest thing around it. */
export function focusField(container: HTMLElement, field: string): void {
  const places = [...container.querySelectorAll<HTMLElement>('[data-field]')];
  const place = nearest(places, ({ dataset }) => dataset.field ?? '', field);
  const target = place?.querySelector<HTMLElement>(focusable) ?? container.querySelector<HTMLElement>('h2');
  target?.focus();
  target?.scrollIntoView({ block: 'nearest' });
}

/** The one with the field's own name, else the longest that the field lies in: `targets.0` for `targets.0.number`. */
export function nearest<Place>(
  places: readonly Place[],
  nameOf: (place: Place) => string,
  field: string,
): Place | undefined {
  return places
    .filter((place) => field === nameOf(place) || field.startsWith(`${nameOf(place)}.`))
    .toSorted((a, b) => nameOf(b).length - nameOf(a).length)[0];
}
