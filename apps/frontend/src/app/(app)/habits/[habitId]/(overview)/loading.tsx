import { Bone, Skeleton } from '@/components/skeleton';

export default function HabitLoading() {
  return (
    <Skeleton>
      <Bone className="h-10 w-64" />
      <Bone className="mt-3 mb-8 h-5 w-40" />
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {[1, 2, 3, 4].map((fact) => (
          <Bone key={fact} className="h-28 rounded-card" />
        ))}
      </div>
      <Bone className="mt-4 h-64 rounded-card" />
    </Skeleton>
  );
}
