import { Bone, Skeleton } from '@/components/skeleton';

export default function TodayLoading() {
  return (
    <Skeleton>
      <Bone className="h-9 w-56" />
      <Bone className="mt-3 h-5 w-40" />
      <div className="mt-8 mb-6 flex items-center gap-5">
        <Bone className="size-[4.5rem] rounded-full" />
        <Bone className="h-6 w-44" />
      </div>
      <div className="grid gap-3 lg:grid-cols-2 lg:gap-4">
        {[1, 2, 3, 4].map((card) => (
          <Bone key={card} className="h-36 rounded-card" />
        ))}
      </div>
    </Skeleton>
  );
}
