using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.AiUsage.Writing;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Infrastructure.AiUsage.Providers;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AiWebBuilder.Infrastructure.AiUsage.Calls;

/// <summary>What a call is booked on.</summary>
/// <param name="Parts">Those of the request's that are asked for.</param>
/// <param name="PromptPaid">Whether the account has paid for the prompt with an earlier call, of whose answer some could not be used.</param>
/// <param name="IsFree">It stands in for a model that the budget does not allow any more: nobody pays for it.</param>
internal sealed record CallTicket(
    Guid Account,
    AiRequest Request,
    IReadOnlyList<StepPart> Parts,
    bool PromptPaid,
    ModelChoice Model,
    long? CreditLimit,
    SpendGuards Guards,
    string? RequestHash,
    bool IsFree
);

/// <summary>The reservation was refused: nothing was held, nothing was sent.</summary>
internal sealed class CallRefusedException(ReserveOutcome outcome) : Exception($"Refused: {outcome.Outcome}.")
{
    public ReserveOutcome Outcome { get; } = outcome;
}

/// <summary>
/// One call of a model with its books: reserved at its worst before it leaves, marked as sent while nobody can stop it, and kept with the
/// provider's own count when it comes back. It is settled by whoever lands the answer. Every failure closes the books before it is thrown.
/// </summary>
/// <param name="departure">Knows when the request has left this process, and how long the provider wants to be left alone.</param>
internal sealed class MeteredChatClient(
    IChatClient inner,
    CallTicket ticket,
    Departure departure,
    CallBooks books,
    InFlightCalls inFlight,
    CallMeters meters,
    AiOptions settings,
    TimeProvider time,
    ILogger<MeteredChatClient> logger
) : DelegatingChatClient(inner)
{
    /// <summary>Beside the longest call: for the reservation that waits, and for landing.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The longest that a call takes to leave: less than whoever stops calls waits for those that are leaving, so that no endpoint that
    /// is slow to be reached keeps a stop from binding.
    /// </summary>
    private static readonly TimeSpan LeavesWithin = TimeSpan.FromSeconds(4);

    private long since;

    /// <summary>The call, once it has left: while its answer comes.</summary>
    public NewCall? Call { get; private set; }

    /// <summary>What came back, once it has.</summary>
    public (NewCall Call, CallAnswer Answer, ChatFinishReason Finished)? Kept { get; private set; }

    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => RunAsync(messages, options, streamed: false, cancellationToken).ToChatResponseAsync(cancellationToken);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => RunAsync(messages, options, streamed: true, cancellationToken);

    private async IAsyncEnumerable<ChatResponseUpdate> RunAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options,
        bool streamed,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var prompt = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var call = Call = await ReserveAsync(prompt, options, cancellationToken);
        using var running = inFlight.Register(call.Id, call.UserId, cancellationToken);
        await using var passage = await LeaveAsync(call, running, cancellationToken);
        IAsyncEnumerator<ChatResponseUpdate>? updates = null;
        var (answer, ended) = (new AnswerReading(), false);
        since = time.GetTimestamp();
        try
        {
            running.CancelAfter(LeavesWithin);
            while (true)
            {
                bool more;
                try
                {
                    updates ??= (
                        streamed
                            ? base.GetStreamingResponseAsync(prompt, options, running.Token)
                            : WholeAsync(prompt, options, running.Token)
                    ).GetAsyncEnumerator(running.Token);
                    var next = updates.MoveNextAsync().AsTask();
                    if (!answer.HasBegun)
                    {
                        // Whichever comes first: the request has left, or the answer or a failure is there already.
                        await Task.WhenAny(departure.Left, next);
                        running.CancelAfter(settings.CallTimeout);
                        await passage.DisposeAsync();
                    }
                    more = await next;
                }
                catch (Exception)
                    when (answer.Finished is not null
                        && (answer.Read() is not null || !running.Token.IsCancellationRequested)
                    )
                {
                    // All of it had come: what broke is what was to come behind it, its count. With that nothing is left to be stopped.
                    break;
                }
                catch (Exception failure)
                {
                    ended = true;
                    var seen = await SeeAsync(call, prompt, options, answer);
                    throw await FailAsync(call, running, failure, answer, seen, cancellationToken);
                }
                if (!more)
                {
                    break;
                }
                // A silence ends it, and so does the end of its time: who sends a word now and then is not heard for ever.
                running.CancelAfter(Shorter(settings.IdleTimeout, settings.CallTimeout - time.GetElapsedTime(since)));
                answer.Observe(updates.Current);
                yield return updates.Current;
            }
            if (answer.Failed || answer.Finished is null)
            {
                // A stream that just ends raises nothing by itself, nor does one in which the provider says that it has failed.
                ended = true;
                var seen = await SeeAsync(call, prompt, options, answer);
                throw await FailAsync(call, running, new EndOfStreamException(), answer, seen, cancellationToken);
            }
            Kept = (call, await KeepAsync(call, prompt, answer), answer.Finished.Value);
            ended = true;
        }
        finally
        {
            if (updates is not null)
            {
                await updates.DisposeAsync();
            }
            if (!ended)
            {
                // Whoever reads has lost interest.
                var seen = await SeeAsync(call, prompt, options, answer);
                await FailedAsync(call, settled: false, CallFailures.Cancelled, "Nobody waited for the answer.", seen);
            }
        }
    }

    /// <summary>The answer in one piece, as the one update of a stream.</summary>
    private async IAsyncEnumerable<ChatResponseUpdate> WholeAsync(
        IReadOnlyList<ChatMessage> prompt,
        ChatOptions? options,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var response = await base.GetResponseAsync(prompt, options, cancellationToken);
        List<AIContent> contents = [.. response.Messages.SelectMany(message => message.Contents)];
        if (response.Usage is { } usage)
        {
            contents.Add(new UsageContent(usage));
        }
        yield return new ChatResponseUpdate(ChatRole.Assistant, contents)
        {
            FinishReason = response.FinishReason,
            ModelId = response.ModelId,
            ResponseId = response.ResponseId,
            RawRepresentation = response.RawRepresentation,
        };
    }

    private async Task<NewCall> ReserveAsync(
        IReadOnlyList<ChatMessage> prompt,
        ChatOptions? asked,
        CancellationToken cancellationToken
    )
    {
        var (model, request) = (ticket.Model, ticket.Request);
        var (input, output) = (InputAtMost(prompt), OutputAtMost(asked));
        var call = new NewCall(
            time.NewId(),
            ticket.Account,
            request.MemberId,
            request.CampaignId,
            request.GenerationId,
            request.Purpose,
            model.Provider,
            model.Model,
            model.Price.TierFor(input).Id,
            model.KeyId,
            ticket.IsFree ? 0 : model.Price.WorstNanoUsd(input, output),
            // Who brings a key pays the provider: the plan's credits are for the platform's.
            ticket.IsFree || model.KeyId is not null
                ? 0
                : AiCredits.For(input + output),
            request.PromptVersion,
            time.GetUtcNow() + Margin
        )
        {
            Steps = [.. ticket.Parts.Select(part => part.StepId)],
            PromptPaid = ticket.PromptPaid,
            RequestHash = ticket.RequestHash,
            MayWait = request.MayWait,
        };
        var outcome = await books.ReserveAsync(call, ticket.CreditLimit, ticket.Guards, cancellationToken);
        return outcome.Outcome == "reserved" ? call : throw Refused(outcome);
    }

    private async Task<IAsyncDisposable> LeaveAsync(
        NewCall call,
        InFlightCalls.Call running,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var (gate, refusal) = await books.PassGateAsync(
                call,
                time.GetUtcNow() + settings.CallTimeout + Margin,
                running.Token
            );
            if (gate is not null)
            {
                return gate;
            }
            var (failure, reason) = refusal!.Reason is { } stopped
                ? (CallFailures.ShutOff, stopped)
                : (CallFailures.NeverSent, "It was cancelled before it was sent.");
            await EndAsync(call, settled: false, failure, reason);
            throw Refused(refusal);
        }
        catch (OperationCanceledException)
            when (running.Stopped is { } stop && !cancellationToken.IsCancellationRequested)
        {
            await EndAsync(call, settled: false, CallFailures.ShutOff, stop.Reason);
            throw Refused(new ReserveOutcome("shut_off") { Reason = stop.Reason });
        }
    }

    /// <summary>Closes the books of a call that failed, tells the breaker, and says what to throw.</summary>
    private async Task<Exception> FailAsync(
        NewCall call,
        InFlightCalls.Call running,
        Exception exception,
        AnswerReading answer,
        TokenUsage? seen,
        CancellationToken cancellationToken
    )
    {
        // A stop waits at the gate until a call has left or failed: one that never left had failed before the stop, by itself.
        if (departure.HasLeft && running.Stopped is { } stop)
        {
            // Who stops a call of theirs pays what it may have cost; who is stopped by the platform does not.
            await FailedAsync(call, settled: !stop.ByPlatform, CallFailures.Cancelled, stop.Reason, seen);
            return new CallRefusedException(new ReserveOutcome("shut_off") { Reason = stop.Reason });
        }
        if (cancellationToken.IsCancellationRequested)
        {
            // The process stops, or another worker has taken over: no fault of the account's.
            await FailedAsync(
                call,
                settled: false,
                departure.HasLeft ? CallFailures.Cancelled : CallFailures.NeverSent,
                "The server was stopped in the middle.",
                seen
            );
            return new OperationCanceledException(cancellationToken);
        }
        var failure = answer.IsOutOfQuota
            ? CallFailures.OutOfQuota
            : CallFailures.Of(exception, departure.HasLeft, answer.HasBegun, departure.RetryAfter(time.GetUtcNow()));
        logger.LogWarning(
            "A call of {Model} failed: {Failure} ({Exception})",
            call.Model,
            failure.Kind,
            exception.GetType().Name
        );
        await FailedAsync(call, settled: false, failure.Kind, failure.Message, seen);
        if (await books.ReportAsync(call, failure, CancellationToken.None))
        {
            meters.Breaker(ticket.Model, open: true);
        }
        return new CallFailedException(failure, exception);
    }

    /// <summary>
    /// Keeps what was seen of an answer that broke off, before its books are closed. How much more was written nobody is told: at most
    /// the longest answer that was asked for, after the prompt as the provider has counted it.
    /// </summary>
    /// <returns>What was seen; null: nothing.</returns>
    private async Task<TokenUsage?> SeeAsync(
        NewCall call,
        IReadOnlyList<ChatMessage> prompt,
        ChatOptions? asked,
        AnswerReading reading
    )
    {
        if (!reading.HasBegun)
        {
            return null;
        }
        var counted = reading.Prompt;
        var seen = (counted ?? new TokenUsage(InputAtMost(prompt))) with { Output = Tokens(reading.Text) };
        long? atMost =
            counted is null || ticket.IsFree
                ? null
                : ticket.Model.Price.NanoUsd(counted with { Output = OutputAtMost(asked) });
        await books.SeenAsync(call, seen, atMost, CancellationToken.None);
        return seen;
    }

    private async Task<CallAnswer> KeepAsync(NewCall call, IReadOnlyList<ChatMessage> prompt, AnswerReading reading)
    {
        var text = reading.Text;
        // Endpoints that do not count are counted for, from above.
        var (usage, raw) =
            reading.Read()
            ?? (new TokenUsage(InputAtMost(prompt), Output: Tokens(text)), new JsonObject { ["estimated"] = true });
        var answer = new CallAnswer(
            text,
            usage,
            ticket.Model.Price.TierFor(usage.Input).Id,
            ticket.IsFree ? 0 : ticket.Model.Price.NanoUsd(usage),
            ticket.IsFree ? 0 : ticket.Model.Price.NanoUsd(usage with { Output = 0, Reasoning = 0 }),
            call.ReservedCredits == 0 ? 0 : AiCredits.For(usage.Input + usage.Output),
            raw
        );
        // From here on it is known what it cost: no cancellation may lose that.
        var inTime = await books.AnswerAsync(call, answer, time.GetUtcNow() + Margin, CancellationToken.None);
        await books.ReportAsync(call, failure: null, CancellationToken.None);
        // A call that had run out is counted by whoever has ended it.
        meters.Answered(ticket.Model, usage, inTime ? answer.ProviderNanoUsd : 0, time.GetElapsedTime(since));
        return answer;
    }

    private CallRefusedException Refused(ReserveOutcome outcome)
    {
        meters.Refused(ticket.Model, outcome.Outcome);
        return new CallRefusedException(outcome);
    }

    /// <summary>Closes the books of a call that has left, and counts it.</summary>
    private async Task FailedAsync(NewCall call, bool settled, string failure, string reason, TokenUsage? seen)
    {
        var nanoUsd = await EndAsync(call, settled, failure, reason);
        meters.Failed(ticket.Model, failure, seen, nanoUsd, time.GetElapsedTime(since));
    }

    private Task<long> EndAsync(NewCall call, bool settled, string failure, string reason) =>
        books.EndAsync(call.UserId, call.Id, settled, failure, reason, CancellationToken.None);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) =>
        one < other ? one
        : other > TimeSpan.Zero ? other
        : TimeSpan.Zero;

    private int OutputAtMost(ChatOptions? asked) => CallBounds.Output(ticket.Model, asked?.MaxOutputTokens);

    private int InputAtMost(IReadOnlyList<ChatMessage> prompt) =>
        CallBounds.Input(
            ticket.Model,
            prompt.Select(message => message.Text),
            prompt.Sum(message => message.Contents.Count(IsImage))
        );

    private int Tokens(string text) => CallBounds.Tokens(ticket.Model, text);

    private static bool IsImage(AIContent content) => content is UriContent or DataContent;
}
