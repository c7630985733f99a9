import type { ReceiptLayer } from '../images/image-receipt.ts';

export interface Measured {
  imageId: string;
  size: number;
  layers: Pick<ReceiptLayer, 'createdBy' | 'size'>[];
}

export interface LayerGrowth {
  createdBy: string;
  size: number;
  growth: number;
}

/**
 * What each layer gained since another image. Layers are the same one when the same line made them, else when it is
 * the next line of the same instruction that was changed.
 */
export function compareLayers(now: Measured['layers'], before: Measured['layers']): LayerGrowth[] {
  const earlier = [...before];
  const take = (isMatch: (layer: Measured['layers'][number]) => boolean) => {
    const at = earlier.findIndex(isMatch);
    return at < 0 ? undefined : earlier.splice(at, 1)[0];
  };
  const unchanged = now.map(({ createdBy }) => take((layer) => layer.createdBy === createdBy));
  return now.map(({ createdBy, size }, at) => {
    const match = unchanged[at] ?? take((layer) => instruction(layer.createdBy) === instruction(createdBy));
    return { createdBy, size, growth: size - (match?.size ?? 0) };
  });
}

const instruction = (createdBy: string): string => createdBy.split(' ', 1)[0] ?? '';
