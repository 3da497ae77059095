import { setTimeout as sleep } from 'node:timers/promises';
import { type Id, makeIds, realClock, secureRandom } from '@offhook/kit';
import { Client } from 'pg';
import type { Rig } from '../journeys/chaos/rig.ts';
import { ratio, type Spread, show, spreadOf, table } from './figures.ts';
import { fillCampaign } from './fill-campaign.ts';
import { databaseCpu, databaseMicros, type Peer, serverCpuMicros, startPeer } from './processes.ts';
