/** Every expected no: its code, HTTP status and a sentence a person can act on. `{name}` is filled from the details. */
export const refusalCatalogue = {
  'access.signed_out': { status: 401, sentence: 'Sign in first: the request carries no valid session or key.' },
  'access.wrong_credentials': { status: 401, sentence: 'E-mail or password is wrong.' },
  'access.session_ended': { status: 401, sentence: 'The session has ended. Sign in again.' },
  'access.link_used_up': { status: 410, sentence: 'This link has been used or has expired. Ask for a new one.' },
  'access.not_allowed': { status: 403, sentence: 'This needs the role {needed} or more.' },
  'access.scope_missing': { status: 403, sentence: 'This key lacks the scope {needed}.' },
  'access.csrf': { status: 403, sentence: 'The request did not come from this page. Reload and try again.' },
  'access.too_many_tries': { status: 429, sentence: 'Too many tries. Wait {seconds} seconds and try again.' },
  'request.not_json': { status: 400, sentence: 'The body is not valid JSON.' },
  'request.invalid': { status: 422, sentence: '{field}: {problem}' },
  'request.too_large': { status: 413, sentence: 'The body is larger than {limit_bytes} bytes.' },
  'request.wrong_media_type': { status: 415, sentence: 'Send {expected}.' },
  'request.bad_cursor': { status: 422, sentence: 'cursor: not one that this list gave out.' },
  'request.not_found': { status: 404, sentence: 'There is no such thing here.' },
  'people.email_taken': { status: 409, sentence: 'Somebody with this e-mail is already in the workspace.' },
  'people.belongs_elsewhere': {
    status: 409,
    sentence: 'This person belongs to another workspace too. Only they can change this.',
  },
  'people.last_admin': {
    status: 409,
    sentence: 'The last admin can neither leave nor lose the role. Name another first.',
  },
  'people.password_too_short': { status: 422, sentence: 'password: use at least {least} characters.' },
  'people.password_too_common': {
    status: 422,
    sentence: 'password: this one is on every guessing list. Choose another.',
  },
  'people.phone_impossible': { status: 422, sentence: 'phone_number: {problem}' },
  'flows.name_taken': { status: 409, sentence: 'There is a flow with this name already. Choose another name.' },
  'flows.no_template': { status: 422, sentence: 'template: there is none called {template}. There are {known}.' },
  'flows.two_contents': { status: 422, sentence: 'Send either template or flow_definition, not both.' },
  'flows.unreadable': { status: 422, sentence: '{field}: {problem}' },
  'flows.in_use': { status: 409, sentence: 'Calls still come here: {used_by}. Send them elsewhere first.' },
  'flows.conflict': {
    status: 409,
    sentence:
      '{name} saved this flow at {saved_at}, after you opened it. Look at the difference, overwrite, or save a copy.',
  },
  'flows.has_errors': { status: 422, sentence: 'The flow has {errors} errors. Mend them first: {first}' },
  'flows.test_case_fails': { status: 422, sentence: 'The test case "{name}" fails: {problem}' },
  'flows.too_many_test_cases': { status: 409, sentence: 'A flow keeps at most {limit} test cases. Delete some first.' },
  'flows.not_published': { status: 409, sentence: 'This flow has no published version yet. Publish it first.' },
  'prompts.name_taken': { status: 409, sentence: 'There is a prompt with this name already. Choose another name.' },
  'prompts.no_file': { status: 422, sentence: 'audio: send a file.' },
  'prompts.in_use': {
    status: 409,
    sentence: 'Flows still play this prompt: {used_by}. Choose other audio there first.',
  },
  'hours.name_taken': { status: 409, sentence: 'name: there are opening hours with this name.' },
  'hours.changed_meanwhile': {
    status: 409,
    sentence: 'These hours were changed after you read them. Save again to overwrite, or discard to see them.',
  },
  'hours.in_use': { status: 409, sentence: 'Still followed by {used_by}. Choose other hours there first.' },
  'groups.name_taken': { status: 409, sentence: 'name: there is a group with this name.' },
  'groups.changed_meanwhile': {
    status: 409,
    sentence: 'This group was changed after you read it. Save again to overwrite, or discard to see it.',
  },
  'groups.in_use': { status: 409, sentence: 'Still rung by {used_by}. Choose somebody else there first.' },
  'forwarding.loop': {
    status: 422,
    sentence: '{field}: calls would go in a circle: {circle}. Let one of them lead to a voicemail box instead.',
  },
  'contacts.no_phone_number': { status: 422, sentence: 'Lead has no phone number. Add one to the contact.' },
  'calls.number_impossible': { status: 422, sentence: '{field}: {problem}' },
  'calls.from_missing': {
    status: 422,
    sentence: 'There is no number to call from. Send one, or set a default number for the workspace.',
  },
  'calls.to_itself': { status: 422, sentence: 'This is the number you call from.' },
  'calls.two_openings': { status: 422, sentence: 'Send only one of message, audio_url and script_id.' },
  'calls.audio_unreachable': { status: 422, sentence: 'audio_url: {problem}' },
  'calls.no_carrier': { status: 503, sentence: 'Missing Twilio credentials: {missing}' },
  'calls.carrier_refused': { status: 422, sentence: 'Failed to initiate call: {reason}' },
  'calls.carrier_busy': { status: 503, sentence: 'The carrier asks us to slow down. Try again in {seconds} seconds.' },
  'calls.over': { status: 409, sentence: 'This call is over.' },
  'calls.still_live': { status: 409, sentence: 'This call is still live. Hang up first.' },
  'calls.no_recording': { status: 404, sentence: 'This call has no recording.' },
  'calls.recording_not_ready': { status: 409, sentence: 'The recording cannot be heard yet: it is {status}.' },
  'calls.recording_failed': { status: 404, sentence: 'The recording could not be kept: {reason}' },
  'calls.not_recorded': { status: 409, sentence: 'This call is not being recorded.' },
  'calls.phone_missing': {
    status: 422,
    sentence: '{name} has no phone to connect to. Add one in the profile, or name another phone.',
  },
  'calls.connect_loop': {
    status: 422,
    sentence: 'The phone to connect to is the number that is called. Choose another one.',
  },
  'calls.disposition_unknown': {
    status: 422,
    sentence: 'disposition: {given} is not on the list of the workspace. Use one of: {known}.',
  },
  'calls.disposition_kept': {
    status: 409,
    sentence: 'disposition: the call says {disposition}. Only a manager can change that.',
  },
  'calls.too_many_tags': { status: 422, sentence: 'tags: a call carries {most} at most.' },
  'calls.exports_busy': { status: 503, sentence: '{running} exports are running. Try again when one of them is done.' },
  'calls.view_name_taken': { status: 409, sentence: 'name: there is a view of yours with this name.' },
  'numbers.not_sold': {
    status: 422,
    sentence: 'The carrier sells no {type} numbers in {country}. Choose another type or country.',
  },
  'numbers.already_here': { status: 409, sentence: '{number} is one of your numbers already.' },
  'numbers.purchase_running': {
    status: 409,
    sentence: '{number} is being bought already. Within minutes the list says what became of it.',
  },
  'numbers.reference_missing': { status: 422, sentence: '{field}: {problem}' },
  'numbers.carrier_refused': { status: 422, sentence: 'The carrier refused: {reason}' },
  'numbers.carrier_busy': {
    status: 503,
    sentence: 'The carrier asks us to slow down. Try again in {seconds} seconds.',
  },
  'numbers.carrier_silent': {
    status: 503,
    sentence: 'The carrier did not answer. Nothing was changed here. Try again.',
  },
  'numbers.missing_at_carrier': {
    status: 409,
    sentence: 'The carrier has {number} no more. Compare with the carrier, or release the number here.',
  },
  'numbers.confirm_release': {
    status: 422,
    sentence: 'confirm: send {number} to release it, in the body or as ?confirm=.',
  },
  'scripts.name_taken': { status: 409, sentence: 'name: there is a script with this name.' },
  'scripts.twiml_refused': { status: 422, sentence: 'twiml_template: {problem}' },
  'scripts.variable_undeclared': {
    status: 422,
    sentence: 'variables: {names} stands in the text and is not declared.',
  },
  'scripts.variables_missing': { status: 422, sentence: 'The script lacks values for: {names}.' },
  'scripts.changed_meanwhile': {
    status: 409,
    sentence: 'The script was changed meanwhile by {by}. Read version {version} and try again.',
  },
  'scripts.cannot_be_said': { status: 422, sentence: 'The script cannot be said: {problem}' },
  'voicemail_drops.one_content': { status: 422, sentence: 'Send exactly one: the file audio, audio_url, or text.' },
  'voicemail_drops.name_taken': { status: 409, sentence: 'name: there is a voicemail drop with this name.' },
  'voicemail_drops.in_use': {
    status: 409,
    sentence: 'Calls under way may still leave it (now: {calls}). Try again later.',
  },
  'voicemail_drops.no_audio': { status: 404, sentence: 'This voicemail drop is spoken text; it has no audio file.' },
  'voicemail.one_content': { status: 422, sentence: 'Send exactly one: the file audio, audio_url, or text_to_speech.' },
  'voicemail.default_taken': {
    status: 409,
    sentence: 'is_default: "{name}" is the default of this box. Make the new one the default once it is there.',
  },
  'voicemail.unknown_reference': { status: 422, sentence: '{field}: there is no such thing in this workspace.' },
  'voicemail.not_your_box': {
    status: 403,
    sentence: 'This needs the role manager or more, unless the box is your own.',
  },
  'voicemail.not_to_be_heard': { status: 409, sentence: 'The message cannot be heard: {problem}' },
  'voicemail.greeting_is_spoken': { status: 404, sentence: 'This greeting is spoken text; it has no audio file.' },
  'voicemail.box_name_taken': { status: 409, sentence: 'name: there is a box with this name.' },
  'voicemail.owner_has_box': { status: 409, sentence: 'owner_id: there is a box already: "{name}".' },
  'voicemail.box_in_use': { status: 409, sentence: 'Calls still lead to this box: {uses}. Lead them elsewhere first.' },
  'voicemail.box_is_default': {
    status: 409,
    sentence: 'This is the default box, which takes what nothing else takes. Make another one the default first.',
  },
  'voicemail.box_has_messages': {
    status: 409,
    sentence: 'There are messages in this box: {messages}. Delete them first.',
  },
  'media.not_audio': { status: 422, sentence: 'audio: {problem}' },
  'media.too_large': { status: 413, sentence: 'audio: larger than {limit_bytes} bytes.' },
  'media.unavailable': { status: 503, sentence: 'audio: {problem}' },
  'media.too_slow': { status: 408, sentence: 'audio: it took more than {limit_seconds} seconds to arrive.' },
  'media.too_long': { status: 422, sentence: 'audio: longer than {limit_seconds} seconds.' },
  'media.unreachable': { status: 422, sentence: 'audio_url: {problem}' },
  'calls.mode_unavailable': { status: 422, sentence: '{mode} is not available yet: {reason}' },
  'simulator.not_simulated': { status: 409, sentence: 'The carrier is real: nobody here can play the far end.' },
  'simulator.refused': { status: 409, sentence: '{reason}' },
  'webhooks.bad_signature': { status: 403, sentence: 'The signature does not match.' },
  'webhooks.too_busy': {
    status: 503,
    sentence: 'Too many webhooks at once. Send this one again in {seconds} seconds.',
  },
  'webhooks.too_slow': { status: 408, sentence: 'The request took more than {limit_seconds} seconds to arrive.' },
  'webhooks.too_many_forgeries': {
    status: 429,
    sentence: 'Too many requests from here whose signature does not match. Wait {seconds} seconds.',
  },
  'webhooks.not_understood': { status: 400, sentence: 'Not a request that the carrier makes: {problem}' },
  'idempotency.conflict': { status: 409, sentence: 'This Idempotency-Key was used with another body.' },
  'idempotency.in_progress': { status: 409, sentence: 'A request with this Idempotency-Key is still running.' },
  'idempotency.state_unknown': {
    status: 409,
    sentence: 'The first try ended unknown. Look at the calls before you try again.',
  },
  'system.database_away': {
    status: 503,
    sentence: 'The database cannot be reached. Look at what was done before you try again.',
  },
} as const satisfies Record<string, { status: number; sentence: string }>;

export type RefusalCode = keyof typeof refusalCatalogue;

/**
 * The public sentence of a refusal, with `{name}` filled in from its details.
 *
 * @example
 * refusalSentence('access.not_allowed', { needed: 'admin' }); // 'This needs the role admin or more.'
 */
export function refusalSentence(code: RefusalCode, details: Readonly<Record<string, unknown>> = {}): string {
  return refusalCatalogue[code].sentence.replace(/\{(\w+)\}/g, (_whole, name: string) => String(details[name] ?? name));
}
