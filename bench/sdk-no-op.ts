// A function of the kpt-functions SDK that does nothing.
import { run } from 'kpt-functions';

const noOp = async () => {};
noOp.usage = '';
void run(noOp);
