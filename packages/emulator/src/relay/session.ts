import type { Connect, ConversationRelayNoun } from '@offhook/twiml';
import { newSid, noteCall, spawn } from '../exchange.ts';
import { customParameters } from '../streams/plan.ts';
import { followSpeech } from '../streams/speech.ts';
import { connectSocket, type Socket, SocketRefused } from '../streams/web-socket.ts';
import { Interruption, outside, type Task, until } from '../task.ts';
import { goTo, nextVerb, type Outcome, type Stage } from '../verbs/outcome.ts';
import { answerFirst } from '../verbs/sounding.ts';
import { callOf } from '../world.ts';
import { type Agent, makeAgent, type Tell } from './agent.ts';
import { BadRelayConfig, includes, type RelayConfig, relayConfig } from './config.ts';

/** How a session ended. */
type SessionEnd =
  | { status: 'ended'; handoffData?: string }
  | { status: 'completed' }
  | { status: 'failed'; code: number; message: string };

/**
 * Holds a conversation by text with the application until it ends the session, the connection breaks or the call ends.
 * What the far end says comes from its script, when it has been said; what the application sends is spoken sentence by
 * sentence. The action is asked in any case, also after the caller has hung up.
 *
 * @see https://www.twilio.com/docs/voice/twiml/connect/conversationrelay (read 2026-11-21)
 */
export function* connectRelay(stage: Stage, verb: Connect, noun: ConversationRelayNoun): Task<Outcome> {
  const { exchange, line } = stage;
  const sessionId = newSid(exchange, 'VX');
  const startedAtMs = exchange.clock.nowMs();
  // As it was when the verb began: an incoming call is told as RINGING, as in Twilio's examples.
  const { status: callStatus } = callOf(exchange.world, line.callSid);
  answerFirst(stage);
  let end: SessionEnd;
  try {
    end = yield* hold(stage, noun, { sessionId, callStatus });
  } catch (error) {
    if (!(error instanceof Interruption) || error.why !== 'ended' || verb.action === undefined) throw error;
    end = { status: 'completed' };
  }
  if (end.status === 'failed') {
    const { code, message } = end;
    noteCall(exchange, line.callSid, { type: 'warned', code, message, level: 'error', url: noun.url });
  }
  if (verb.action === undefined) return nextVerb;
  const seconds = Math.round((exchange.clock.nowMs() - startedAtMs) / 1000);
  return goTo(stage, verb.action, verb.method, {
    SessionId: sessionId,
    SessionStatus: end.status,
    SessionDuration: String(seconds),
    ...(end.status === 'ended' && end.handoffData !== undefined ? { HandoffData: end.handoffData } : {}),
    // That a failed session names its error like this is unconfirmed.
    ...(end.status === 'failed' ? { ErrorCode: String(end.code), ErrorMessage: end.message } : {}),
  });
}

interface Opening {
  sessionId: string;
  callStatus: string;
}

function* hold(stage: Stage, noun: ConversationRelayNoun, opening: Opening): Task<SessionEnd> {
  const { exchange, line } = stage;
  let config: RelayConfig;
  let socket: Socket;
  try {
    config = relayConfig(noun);
    // Twilio's page on streams refuses a query; the one on ConversationRelay says nothing of it.
    socket = yield* connectSocket(exchange, line.callSid, config.url, true);
  } catch (error) {
    // 64101 and 64102: https://www.twilio.com/docs/api/errors/64102 (read 2026-11-21).
    if (error instanceof BadRelayConfig) return { status: 'failed', code: 64101, message: error.message };
    if (error instanceof SocketRefused) return { status: 'failed', code: 64102, message: error.message };
    throw error;
  }
  const tell = teller(stage, socket);
  const agent = makeAgent(stage, config, tell);
  tell(setupMessage(stage, opening, customParameters(stage, noun.parameters)));
  if (config.welcomeGreeting) agent.greet(config.welcomeGreeting);
  const unlisten = listen(stage, config, agent, tell);
  try {
    const end = yield* untilEnd(socket, agent);
    socket.close();
    return end;
  } catch (error) {
    if (error instanceof Interruption && error.why !== 'stopped') socket.close();
    else socket.terminate();
    throw error;
  } finally {
    unlisten();
    agent.stop();
  }
}

// On a clock that is moved by hand, time waits until the application has what it is told.
function teller({ exchange }: Stage, socket: Socket): Tell {
  return (message) => {
    socket.send(message);
    const settled = socket.settled();
    if (settled) spawn(exchange, outside(exchange.clock, settled));
  };
}

function setupMessage({ exchange, line }: Stage, { sessionId, callStatus }: Opening, parameters: object): object {
  const call = callOf(exchange.world, line.callSid);
  return {
    type: 'setup',
    sessionId,
    accountSid: call.accountSid,
    parentCallSid: call.parentSid ?? '',
    callSid: call.sid,
    from: call.from,
    to: call.to,
    forwardedFrom: '',
    callType: 'PSTN',
    callerName: '',
    direction: call.direction,
    callStatus: callStatus.toUpperCase(),
    customParameters: parameters,
  };
}

function untilEnd(socket: Socket, agent: Agent): Task<SessionEnd> {
  return until<SessionEnd>((resolve) => {
    socket.listen({
      frame: (text) => {
        const end = agent.obey(text);
        if (end) resolve({ status: 'ended', handoffData: end.handoffData });
      },
      closed: ({ code, reason }) => {
        const message = `The application closed the WebSocket without an end message: ${code} ${reason}`.trimEnd();
        // 64105 "WebSocket Ended": https://www.twilio.com/docs/api/errors/64105; not documented for the action.
        resolve({ status: 'failed', code: 64105, message });
      },
    });
    return () => undefined;
  });
}

/** Tells the application what the far end says and presses. Returns what ends that. */
function listen({ exchange, line }: Stage, config: RelayConfig, agent: Agent, tell: Tell): () => void {
  let isReported = true;
  const prompt = (voicePrompt: string, last: boolean) => {
    if (isReported) tell({ type: 'prompt', voicePrompt, lang: agent.hears(), last });
  };
  const unfollow = followSpeech(exchange, line, 'inbound', {
    began: () => {
      if (config.events.has('speaker-events')) tell({ type: 'info', name: 'clientSpeaking', value: 'on' });
      isReported = agent.hear('speech') || includes(config.reportInputDuringAgentSpeech, 'speech');
    },
    halfway: config.partialPrompts ? (text) => prompt(text, false) : undefined,
    ended: (text) => {
      if (config.events.has('speaker-events')) tell({ type: 'info', name: 'clientSpeaking', value: 'off' });
      prompt(text, true);
    },
  });
  const key = (digit: string) => {
    if (!config.dtmfDetection) return;
    if (agent.hear('dtmf') || includes(config.reportInputDuringAgentSpeech, 'dtmf')) tell({ type: 'dtmf', digit });
  };
  line.keyListeners.add(key);
  return () => {
    unfollow('untold');
    line.keyListeners.delete(key);
  };
}
