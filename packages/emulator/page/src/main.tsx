import { render } from 'preact';
import { Door } from './door.tsx';

const place = document.getElementById('page');
if (place) render(<Door />, place);
