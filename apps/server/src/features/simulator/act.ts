import type { FarEndAct } from '#providers/handset';

/** What the page sends: one word and, for some, more. */
export interface ActWords {
  do: 'answer' | 'decline' | 'hang-up' | 'say' | 'press' | 'be-machine';
  text?: string | undefined;
  digits?: string | undefined;
  greeting?: string | undefined;
}

const defaultGreeting = 'Hello, you have reached my voicemail. Please leave a message after the tone.';

/** The act behind the words; what is missing gets its usual value, except what only a person can know. */
export function readAct(words: ActWords): FarEndAct {
  switch (words.do) {
    case 'say':
      return { do: 'say', text: words.text || 'Hello?' };
    case 'press':
      return { do: 'press', digits: words.digits ?? '1' };
    case 'be-machine':
      return { do: 'be-machine', greeting: words.greeting || defaultGreeting };
    default:
      return { do: words.do };
  }
}
