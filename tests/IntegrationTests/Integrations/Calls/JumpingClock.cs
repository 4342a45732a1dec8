namespace AiWebBuilder.IntegrationTests.Integrations.Calls;

/// <summary>A clock that stands until a test has it jump to where the next timer is due.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<Timer, DateTimeOffset> timers = new();
    private DateTimeOffset now = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Pass(TimeSpan time)
    {
        lock (gate)
        {
            now += time;
        }
    }

    /// <summary>Rings whatever is due next, and all that is due at that moment.</summary>
    public void Jump()
    {
        List<Timer> due = [];
        lock (gate)
        {
            if (!timers.TryPeek(out _, out var next))
            {
                return;
            }
            now = next > now ? next : now;
            while (timers.TryPeek(out var timer, out var at) && at <= now)
            {
                timers.Dequeue();
                if (timer.Due == at)
                {
                    due.Add(timer);
                }
            }
        }
        foreach (var timer in due)
        {
            timer.Ring();
        }
    }

    private sealed class Timer(JumpingClock clock, Action ring) : ITimer
    {
        private TimeSpan every;

        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                every = period;
                Due = dueTime < TimeSpan.Zero ? null : clock.now + dueTime;
                if (Due is { } due)
                {
                    clock.timers.Enqueue(this, due);
                }
                return true;
            }
        }

        public void Ring()
        {
            Change(every > TimeSpan.Zero ? every : Timeout.InfiniteTimeSpan, every);
            ring();
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
