using System.Text.Json;
using System.Threading.Channels;
using AiWebBuilder.Application.Analytics.Ingestion;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Analytics;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Modules;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Analytics.Ingestion;

/// <summary>
/// Requests wait in a bounded channel; a writer takes whatever is there and commits it as one transaction, and only then are the requests
/// answered. Under load the transactions grow by themselves; alone, a request waits for nobody. A second writer starts with a full
/// batch only: two that share the waiting requests would commit twice for the same events, one waiting for the other's figures.
/// </summary>
[RunsOnEveryNode("each drains its own queue of requests")]
internal sealed class EventIngestion(
    LivePublications publications,
    VisitorHashes visitors,
    EventWriter writer,
    IOptions<AnalyticsOptions> options,
    TimeProvider time,
    ILogger<EventIngestion> logger
) : BackgroundService, IEventIngestion
{
    /// <summary>More in one transaction hardly gets faster, and keeps other writers waiting for the figures' rows.</summary>
    private const int RowsPerBatch = 1000;

    /// <summary>After deadlocks and lost connections; the last failure is the client's to hear of.</summary>
    private const int Attempts = 3;

    // Wait, and TryWrite: every other mode reports success for what it drops.
    private readonly Channel<IngestionRequest> queue = Channel.CreateBounded<IngestionRequest>(
        new BoundedChannelOptions(options.Value.QueueCapacity) { FullMode = BoundedChannelFullMode.Wait }
    );

    /// <summary>Released each time that the waiting rows become a full batch.</summary>
    private readonly SemaphoreSlim full = new(0);
    private int waiting;

    public async Task<IngestionResult> RecordAsync(
        Guid campaignId,
        IReadOnlyList<JsonElement> events,
        EventOrigin sender,
        CancellationToken cancellationToken
    )
    {
        if (events.Count is 0 or > EventRules.MaxEvents)
        {
            throw new DomainException(AnalyticsErrors.EventCount);
        }
        return await AnsweringAsync(async () =>
        {
            var account = await AccountOfAsync(campaignId, cancellationToken);
            var now = time.GetUtcNow();
            var userAgent = UserAgent.Parse(sender.UserAgent);
            List<TrackedEvent> good = new(events.Count);
            List<int> places = new(events.Count);
            List<RejectedEvent> rejected = [];
            (DateOnly Day, string Hash)? visitor = null;
            for (var index = 0; index < events.Count; index++)
            {
                var (read, code) = EventRules.Read(events[index], index, sender, userAgent, now);
                if (read is null)
                {
                    rejected.Add(new RejectedEvent(index, code!));
                    continue;
                }
                if (!sender.OptedOut && visitor?.Day != read.Day)
                {
                    visitor = (read.Day, await visitors.VisitorAsync(campaignId, read.Day, sender, cancellationToken));
                }
                good.Add(read with { Visitor = visitor?.Hash, Session = read.Session ?? visitor?.Hash });
                places.Add(index);
            }
            if (good.Count == 0)
            {
                return new IngestionResult(0, 0, rejected);
            }
            var fates = await StoreAsync(new IngestionRequest(campaignId, account, good), cancellationToken);
            if (fates.All(fate => fate == Fate.NotLive))
            {
                throw new DomainException(AnalyticsErrors.NotPublished);
            }
            for (var i = 0; i < fates.Count; i++)
            {
                if (fates[i] is Fate.ComponentUnknown or Fate.NotStorable)
                {
                    var code = fates[i] == Fate.ComponentUnknown ? "component_unknown" : "not_storable";
                    rejected.Add(new RejectedEvent(places[i], code));
                }
            }
            return new IngestionResult(
                fates.Count(fate => fate == Fate.Stored),
                fates.Count(fate => fate == Fate.Duplicate),
                [.. rejected.OrderBy(one => one.Index)]
            );
        });
    }

    public Task SubmitAsync(FormPost form, EventOrigin sender, CancellationToken cancellationToken) =>
        AnsweringAsync(async () =>
        {
            var account = await AccountOfAsync(form.CampaignId, cancellationToken);
            var now = time.GetUtcNow();
            var fields = JsonSerializer.Serialize(
                form.Fields.ToDictionary(
                    field => field.Key,
                    field => field.Value.Count == 1 ? (object)field.Value[0] : field.Value,
                    StringComparer.Ordinal
                )
            );
            var minute = now.ToUnixTimeSeconds() / 60;
            var userAgent = UserAgent.Parse(sender.UserAgent);
            var visitor = sender.OptedOut
                ? null
                : await visitors.VisitorAsync(
                    form.CampaignId,
                    DateOnly.FromDateTime(now.UtcDateTime),
                    sender,
                    cancellationToken
                );
            var submit = await EventAsync("form_submit", minute);
            var lead = await EventAsync("lead", minute);
            var request = new IngestionRequest(
                form.CampaignId,
                account,
                [
                    Track(submit, EventTypes.FormSubmit, null),
                    Track(lead, EventTypes.Conversion, new Conversion("lead", 0, null, null)),
                ],
                new Submission(time.NewId(), await EventAsync("form_submit", minute - 1), fields, sender.Network)
            );
            var fates = await StoreAsync(request, cancellationToken);
            if (fates.Contains(Fate.NotLive))
            {
                throw new DomainException(AnalyticsErrors.NotPublished);
            }
            return fates.Any(fate => fate == Fate.NotStorable)
                ? throw new DomainException(AnalyticsErrors.SubmissionNotStorable)
                : fates;

            ValueTask<Guid> EventAsync(string name, long inMinute) =>
                visitors.EventIdAsync(
                    form.CampaignId,
                    // The minute before midnight has the salt of its own day, and so has what is compared with it.
                    DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(inMinute * 60).UtcDateTime),
                    sender,
                    $"{name}\n{inMinute}\n{form.ComponentId}\n{fields}",
                    cancellationToken
                );

            TrackedEvent Track(Guid id, string type, Conversion? conversion) =>
                new(
                    id,
                    type,
                    form.ComponentId,
                    now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)),
                    visitor,
                    Session: visitor,
                    "{}",
                    Referrer: null,
                    Source: null,
                    Medium: null,
                    Page: null,
                    userAgent.Family,
                    userAgent.Device,
                    userAgent.IsBot,
                    sender.Network,
                    sender.Country,
                    conversion
                );
        });

    public async Task ImportAsync(
        Guid campaignId,
        IEnumerable<TrackedEvent> events,
        CancellationToken cancellationToken
    )
    {
        var account = await AccountOfAsync(campaignId, cancellationToken);
        foreach (var chunk in events.Chunk(RowsPerBatch))
        {
            await writer.StoreAsync([new IngestionRequest(campaignId, account, chunk)], cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var stopping = stoppingToken.Register(() => queue.Writer.TryComplete());
        await Task.WhenAll(WriteAsync(), HelpAsync(stoppingToken));
    }

    /// <summary>Goes on until the queue is complete and empty: what was taken in is written before the process ends.</summary>
    private async Task WriteAsync()
    {
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            // Behind the requests that are being read at this moment: they share this commit, and need no other.
            await Task.Yield();
            await WriteAsync(TakeBatch());
        }
    }

    /// <summary>Writes beside the first writer while a full batch waits.</summary>
    private async Task HelpAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await full.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            while (Volatile.Read(ref waiting) >= RowsPerBatch)
            {
                await WriteAsync(TakeBatch());
            }
        }
    }

    private List<IngestionRequest> TakeBatch()
    {
        List<IngestionRequest> batch = [];
        var rows = 0;
        while (rows < RowsPerBatch && queue.Reader.TryRead(out var request))
        {
            batch.Add(request);
            rows += request.Events.Count;
        }
        Interlocked.Add(ref waiting, -rows);
        return batch;
    }

    private async Task WriteAsync(List<IngestionRequest> batch)
    {
        if (batch.Count == 0)
        {
            return; // the other writer was faster
        }
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var fates = await writer.StoreAsync(batch, CancellationToken.None);
                for (var i = 0; i < batch.Count; i++)
                {
                    batch[i].Complete(fates[i]);
                }
                return;
            }
            catch (PostgresException refused) when (!refused.IsTransient && IsAboutData(refused))
            {
                await WriteApartAsync(batch, refused);
                return;
            }
            catch (NpgsqlException failure) when (failure.IsTransient && attempt < Attempts)
            {
                logger.LogInformation(failure, "A batch of events is written again");
            }
            catch (Exception failure)
            {
                logger.LogWarning(failure, "{Requests} requests with events could not be stored", batch.Count);
                foreach (var request in batch)
                {
                    request.Fail(Unavailable(failure));
                }
                return;
            }
        }
    }

    /// <summary>Something in the batch cannot be stored: request by request, then event by event, until it stands alone.</summary>
    private async Task WriteApartAsync(List<IngestionRequest> batch, PostgresException refused)
    {
        if (batch.Count > 1)
        {
            foreach (var request in batch)
            {
                await WriteAsync([request]);
            }
            return;
        }
        var whole = batch[0];
        if (whole.Events.Count == 1 || whole.Submission is not null)
        {
            logger.LogWarning(refused, "An event of campaign {CampaignId} cannot be stored", whole.CampaignId);
            whole.Complete([.. whole.Events.Select(_ => Fate.NotStorable)]);
            return;
        }
        List<Fate> fates = [];
        foreach (var one in whole.Events)
        {
            var part = new IngestionRequest(whole.CampaignId, whole.AccountId, [one]);
            await WriteAsync([part]);
            try
            {
                fates.AddRange(await part.Answer);
            }
            catch (DomainException failure)
            {
                whole.Fail(failure);
                return;
            }
        }
        whole.Complete(fates);
    }

    /// <summary>Classes 22 (data) and 23 (integrity): the same again would fail again.</summary>
    private static bool IsAboutData(PostgresException refused) =>
        refused.SqlState.StartsWith("22", StringComparison.Ordinal)
        || refused.SqlState.StartsWith("23", StringComparison.Ordinal);

    private async Task<IReadOnlyList<Fate>> StoreAsync(IngestionRequest request, CancellationToken cancellationToken)
    {
        if (!queue.Writer.TryWrite(request))
        {
            throw new DomainException(AnalyticsErrors.Overloaded) { RetryAfter = TimeSpan.FromSeconds(1) };
        }
        var rows = Interlocked.Add(ref waiting, request.Events.Count);
        if (rows >= RowsPerBatch && rows - request.Events.Count < RowsPerBatch)
        {
            full.Release();
        }
        return await request.Answer.WaitAsync(cancellationToken);
    }

    private async ValueTask<Guid> AccountOfAsync(Guid campaignId, CancellationToken cancellationToken) =>
        await publications.AccountOfAsync(campaignId, cancellationToken)
        ?? throw new DomainException(AnalyticsErrors.NotPublished);

    /// <summary>A database that is away is no fault of this server's code: 503, and the client sends again.</summary>
    private static async Task<T> AnsweringAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (NpgsqlException failure)
        {
            throw Unavailable(failure);
        }
    }

    private static Exception Unavailable(Exception failure) =>
        failure is NpgsqlException or TimeoutException
            ? new DomainException(AnalyticsErrors.Unavailable) { RetryAfter = TimeSpan.FromSeconds(2) }
            : failure;
}
