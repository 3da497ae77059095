import { FailedState, Skeleton } from '../../ui/states.tsx';
import { maySee } from '../access/may-see.ts';
