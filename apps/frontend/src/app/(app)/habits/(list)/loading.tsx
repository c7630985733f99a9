import { Bone, Skeleton } from '@/components/skeleton';

export default function HabitsLoading() {
  return (
    <Skeleton>
      <div className="lg:grid lg:grid-cols-[17rem_minmax(0,1fr)] lg:gap-x-12">
        <Bone className="mb-8 h-10 w-40" />
        <Bone className="h-80 rounded-card" />
      </div>
    </Skeleton>
  );
}
