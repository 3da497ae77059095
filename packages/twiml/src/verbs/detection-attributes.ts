import { method } from '../attributes.ts';

/** Answering machine detection, of whatever `<Dial>` rings; times in milliseconds but for the whole, in seconds. */
export const detectionAttributes = {
  machineDetection: ['Enable', 'DetectMessageEnd'],
  machineDetectionTimeout: 'number',
  machineDetectionSpeechThreshold: 'number',
  machineDetectionSpeechEndThreshold: 'number',
  machineDetectionSilenceTimeout: 'number',
  amdStatusCallback: 'text',
  amdStatusCallbackMethod: method,
} as const;
