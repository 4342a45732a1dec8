using Serilog.Core;
using Serilog.Events;

namespace AiWebBuilder.Api.Cli;

/// <summary>
/// Holds the log back while a development server starts, so that a newcomer sees the progress and the welcome, and on a failure
/// that has a remedy its one sentence. Nothing is lost: from <see cref="Release"/> on, what was held and all that follows is written.
/// </summary>
internal sealed class HeldLog : ILogEventSink
{
    private readonly Lock gate = new();
    private readonly Queue<LogEvent> held = new();
    private ILogEventSink? console;
    private bool released;

    /// <summary>Where the events go.</summary>
    public void WriteTo(ILogEventSink sink)
    {
        lock (gate)
        {
            console = sink;
        }
    }

    public void Emit(LogEvent logEvent)
    {
        lock (gate)
        {
            if (released)
            {
                console?.Emit(logEvent);
            }
            else
            {
                held.Enqueue(logEvent);
            }
        }
    }

    public void Release()
    {
        lock (gate)
        {
            released = true;
            while (held.TryDequeue(out var logEvent))
            {
                console?.Emit(logEvent);
            }
        }
    }
}
