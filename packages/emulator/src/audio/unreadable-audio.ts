/** The bytes are not audio that we can play; the message is a sentence for a person. */
export class UnreadableAudio extends Error {
  override name = 'UnreadableAudio';
}
