// The function in the pipeline of a Kptfile.
import { get, listAt } from '../krm/object.ts';

const OUR_IMAGE = /(^|\/)enable-private-registries([:@]|$)/;

/** The steps of a Kptfile that run this function, with the field of each. */
export const ourSteps = (kptfile: unknown) =>
  ['mutators', 'validators'].flatMap(list =>
    listAt(kptfile, 'pipeline', list).flatMap((step, index) => {
      const program = `${get(step, 'image') ?? get(step, 'exec') ?? ''}`;
      return OUR_IMAGE.test(program) ? [{ step, path: `pipeline.${list}[${index}]` }] : [];
    }),
  );
